package dev.tidemark.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final JavaClasses common = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tidemark");

    @Test
    void commonDependsOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.tidemark.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tidemark.ingest..",
                        "dev.tidemark.writer..",
                        "dev.tidemark.cli..",
                        "io.quarkus..",
                        "java.sql..")
                .because("common is the wire contract; what one service needs lives in that service")
                .check(common);
    }

    @Test
    void commonHoldsTheContractAndNoDrawerForHelpers() {
        classes()
                .should()
                .resideInAnyPackage(
                        "dev.tidemark.common",
                        "dev.tidemark.common.event",
                        "dev.tidemark.common.merge",
                        "dev.tidemark.common.topic")
                .andShould()
                .haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)$")
                .because("a class is named for what it is; find it a home by feature")
                .check(common);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.tidemark.common.(*)..").should().beFreeOfCycles().check(common);
    }
}
