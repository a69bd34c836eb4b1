package dev.tidemark.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final JavaClasses cli = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tidemark.cli");

    @Test
    void theCliKnowsTheServicesByTheirApisAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidemark.ingest..", "dev.tidemark.writer..")
                .because("the services are processes to the CLI; speak to them over HTTP or Kafka")
                .check(cli);
    }

    @Test
    void onlyTheEmbeddedStackTouchesJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tidemark.cli.stack..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("commands ask the writer, which knows its store")
                .check(cli);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|Mapper)$")
                .because("a class is named for what it is; find it a home by feature")
                .check(cli);
    }
}
