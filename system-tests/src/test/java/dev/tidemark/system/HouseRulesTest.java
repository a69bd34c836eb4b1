package dev.tidemark.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidemark.cli.stack.Installation;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the house, over all that is built in it.
class HouseRulesTest {
    private static final String COMMON = "dev.tidemark.common..";
    private static final String ACCESS = "dev.tidemark.access..";
    private static final String INGEST = "dev.tidemark.ingest..";
    private static final String WRITER = "dev.tidemark.writer..";
    private static final String CLI = "dev.tidemark.cli..";

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .importPaths(Stream.of("common", "access", "cli", "ingest-service", "writer-service")
                    .map(module -> Installation.find().root().resolve(module).resolve("target/classes"))
                    .toArray(Path[]::new));

    @Test
    void theWholeHouseIsLookedAt() {
        for (String part : new String[] {"common", "access", "cli", "ingest", "writer"}) {
            assertThat(house).anyMatch(type -> type.getPackageName().startsWith("dev.tidemark." + part));
        }
    }

    @Test
    void commonDependsOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(COMMON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ACCESS, INGEST, WRITER, CLI, "io.quarkus..", "java.sql..")
                .because("common is the wire contract; what one service needs lives in that service")
                .check(house);
    }

    @Test
    void commonHoldsTheContractAndNoDrawerForHelpers() {
        classes()
                .that()
                .resideInAPackage(COMMON)
                .should()
                .resideInAnyPackage(
                        "dev.tidemark.common.event",
                        "dev.tidemark.common.json",
                        "dev.tidemark.common.merge",
                        "dev.tidemark.common.topic")
                .because(
                        "common has events and the JSON they are written in, their algebra and their topics; find anything else a home "
                                + "by feature")
                .check(house);
    }

    @Test
    void theServicesAndTheCliDoNotKnowEachOther() {
        String because = "they meet on Kafka and over HTTP alone; what they share is in dev.tidemark.common";
        noClasses()
                .that()
                .resideInAPackage(ACCESS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INGEST, WRITER, CLI)
                .because(because)
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(INGEST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WRITER, CLI)
                .because(because)
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(WRITER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INGEST, CLI)
                .because(because)
                .check(house);
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INGEST, WRITER, ACCESS)
                .because(because)
                .check(house);
    }

    @Test
    void onlyTheStoreTouchesJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tidemark.writer.store..", "dev.tidemark.cli.stack..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.postgresql..", "io.agroal..", "jakarta.persistence..")
                .because("SQL has one home; give dev.tidemark.writer.store a method for it")
                .check(house);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|DTO|Mapper)$")
                .because("such a name says nothing; find the class a home by feature, and a name by what it is")
                .check(house);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        for (String module : new String[] {"common", "ingest", "writer"}) {
            slices().matching("dev.tidemark." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(house);
        }
    }
}
