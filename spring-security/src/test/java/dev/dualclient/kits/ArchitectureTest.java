package dev.dualclient.kits;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How the kits stand on one another and on the rest: each alone, and on no Dual Client. */
class ArchitectureTest {

    private static final JavaClasses KITS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.dualclient.kits");

    @Test
    void kitsDoNotNeedOneAnother() {
        slices().matching("dev.dualclient.kits.(*)..")
                .should()
                .notDependOnEachOther()
                .check(KITS);
        noClasses()
                .that()
                .resideInAPackage("dev.dualclient.kits")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.dualclient.kits.*..")
                .check(KITS);
    }

    @Test
    void kitsNeedNoDualClient() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.dualclient..").and(not(resideInAPackage("dev.dualclient.kits.."))))
                .check(KITS);
    }

    @Test
    void onlyMintersKnowAuthlete() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("AuthleteMinter")
                .and()
                .haveSimpleNameNotStartingWith("MinterSettings")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.authlete..")
                .check(KITS);
    }

    /** Spring Security's own word for such a class is its own. */
    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ProvidersAuthenticationManager")
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                .check(KITS);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(KITS.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "package-info", type -> type.getSimpleName().equals("package-info"))));
    }
}
