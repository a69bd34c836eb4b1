package dev.tidemark.writer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final JavaClasses writer = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tidemark.writer");

    @Test
    void onlyTheStoreTouchesJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tidemark.writer.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.postgresql..", "io.agroal..", "jakarta.persistence..")
                .because("SQL has one home; give dev.tidemark.writer.store a method for it")
                .check(writer);
    }

    @Test
    void theWriterDoesNotKnowIngestOrTheCli() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidemark.ingest..", "dev.tidemark.cli..")
                .because("the services meet on Kafka alone; what they share is in dev.tidemark.common")
                .check(writer);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|Mapper)$")
                .because("a class is named for what it is; find it a home by feature")
                .check(writer);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.tidemark.writer.(*)..").should().beFreeOfCycles().check(writer);
    }
}
