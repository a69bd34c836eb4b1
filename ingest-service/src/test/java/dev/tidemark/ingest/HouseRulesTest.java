package dev.tidemark.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final JavaClasses ingest = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tidemark.ingest");

    @Test
    void ingestDoesNotKnowTheWriterTheCliOrAnyDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidemark.writer..", "dev.tidemark.cli..", "java.sql..", "javax.sql..")
                .because("the services meet on Kafka alone; what they share is in dev.tidemark.common")
                .check(ingest);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|Mapper)$")
                .because("a class is named for what it is; find it a home by feature")
                .check(ingest);
    }
}
