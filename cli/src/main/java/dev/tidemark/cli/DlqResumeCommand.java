package dev.tidemark.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./tidemark dlq resume`.
@Command(
        name = "resume",
        description =
                "Lets a lane go on that the flood breaker stopped (./tidemark status says so). Mend what was wrong "
                        + "first: what is still refused stops it again.",
        mixinStandardHelpOptions = true)
final class DlqResumeCommand implements Callable<Integer> {
    @Mixin
    private final StackOption stackOption = new StackOption();

    @Parameters(paramLabel = "LANE", description = "express or bulk.")
    private String lane = "";

    @Option(
            names = "--let-through",
            paramLabel = "N",
            defaultValue = "0",
            description = "Let about so many dead letters pass before the breaker counts again.")
    private long letThrough;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!List.of("express", "bulk").contains(lane) || letThrough < 0) {
            throw new ParameterException(
                    spec.commandLine(), "LANE is express or bulk, and --let-through is not negative");
        }
        try (Api api = new Api(stackOption.writerUrl(), stackOption.token("tidemark-cli", "tidemark-operator"))) {
            api.requireReachable();
            byte[] body = ("{\"let_through\":" + letThrough + "}").getBytes(StandardCharsets.UTF_8);
            HttpResponse<String> answer = api.post("/api/v1/lanes/" + lane + "/resume", body);
            if (answer.statusCode() != 204) {
                throw new Failure("the writer answers " + answer.statusCode() + ": " + answer.body());
            }
            spec.commandLine().getOut().printf("lane %s goes on%n", lane);
            return 0;
        }
    }
}
