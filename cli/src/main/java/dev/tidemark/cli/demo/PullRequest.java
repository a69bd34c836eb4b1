package dev.tidemark.cli.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/// What a session is about.
///
/// @param owner of its repository
/// @param name  of its repository
record PullRequest(String owner, String name, int number, String title) {
    private static final List<Repository> REPOSITORIES = List.of(
            new Repository("quarkusio", "quarkus", 51_200, 32),
            new Repository("apache", "kafka", 20_400, 21),
            new Repository("kubernetes", "kubernetes", 134_800, 14),
            new Repository("openjdk", "jdk", 28_100, 11),
            new Repository("hibernate", "hibernate-orm", 10_900, 8),
            new Repository("microsoft", "playwright", 37_600, 6),
            new Repository("testcontainers", "testcontainers-java", 10_300, 5),
            new Repository("line", "decaton", 240, 3));

    private static final List<String> TITLES = List.of(
            "Fix a race between close() and the last flush",
            "Document what happens on a rebalance",
            "Speed up start-up by reading the index lazily",
            "Make the retry backoff configurable",
            "Reject negative timeouts early",
            "Remove the deprecated builder",
            "Add metrics for connections that wait",
            "Avoid a copy of each record on the hot path",
            "Support nested records in queries",
            "Flaky test: wait for the leader before producing",
            "Do not log credentials when a URL is wrong",
            "Upgrade to JUnit 6",
            "Keep the order of headers when they are forwarded",
            "Handle time zones without daylight saving");

    /// Open pull requests of one repository.
    ///
    /// @param newest the number of the newest; as many are open as there are titles
    /// @param share  of a hundred sessions
    private record Repository(String owner, String name, int newest, int share) {}

    /// One of those that are open, some repositories far more often than others.
    static PullRequest drawn(RandomGenerator random) {
        int of100 = random.nextInt(100);
        for (Repository repository : REPOSITORIES) {
            of100 -= repository.share();
            if (of100 < 0) {
                return drawn(repository, random);
            }
        }
        throw new IllegalStateException("the shares make no hundred");
    }

    private static PullRequest drawn(Repository repository, RandomGenerator random) {
        int age = random.nextInt(TITLES.size());
        return new PullRequest(
                repository.owner(),
                repository.name(),
                repository.newest() - 7 * age,
                TITLES.get((age + repository.share()) % TITLES.size()));
    }

    /// One of its pages, or one near it.
    Page page(RandomGenerator random) {
        String repository = "https://github.com/" + owner + '/' + name;
        String pull = repository + "/pull/" + number;
        String of = " · Pull Request #" + number + " · " + owner + '/' + name;
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Page(pull, title + of);
            case 2, 3 -> new Page(pull + "/files", "Files changed: " + title + of);
            case 4 -> new Page(pull + "/commits", "Commits: " + title + of);
            case 5 -> new Page(pull + "/checks", "Checks: " + title + of);
            case 6 -> new Page(repository + "/actions", "Workflow runs · " + owner + '/' + name);
            default -> {
                int issue = number - 1 - random.nextInt(6);
                yield new Page(repository + "/issues/" + issue, "Issue #" + issue + " · " + owner + '/' + name);
            }
        };
    }

    /// What is shown at an address.
    record Page(String url, String title) {}
}
