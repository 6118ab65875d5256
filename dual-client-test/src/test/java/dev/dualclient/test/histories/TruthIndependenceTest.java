package dev.dualclient.test.histories;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.dualclient.test.histories.truth.Truth;
import org.junit.jupiter.api.Test;

/** What judges the engine knows nothing of it: calls, answers, and the names of operations and backends. */
class TruthIndependenceTest {

    @Test
    void theTruthKnowsNothingOfDecisions() {
        String truth = Truth.class.getPackageName();
        classes()
                .that()
                .resideInAPackage(truth)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        truth,
                        "dev.dualclient.operation",
                        "dev.dualclient.call",
                        "dev.dualclient.test.emulator.state",
                        "java..",
                        "dev.dualclient.json",
                        "tools.jackson..",
                        "org.jspecify..")
                .check(new ClassFileImporter().importPackages(truth));
    }
}
