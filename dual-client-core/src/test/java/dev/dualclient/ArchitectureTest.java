package dev.dualclient;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.dualclient.call.Time;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the packages of the core stand on one another. Every rule is also seen to fail where something else is asked. */
class ArchitectureTest {

    private static final String ROOT = ArchitectureTest.class.getPackageName();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** From the lowest up; the empty name is the root package. */
    private static final List<String> ORDER = List.of(
            "settings",
            "json",
            "operation",
            "call",
            "backend",
            "http",
            "custody",
            "shadow",
            "migration",
            "routing",
            "observation",
            "engine",
            "",
            "warmup");

    /** On top of all these, side by side. */
    private static final List<String> FRONTS = List.of("authlete", "gateway");

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                named("no cycles", noCycles(JavaClass::getPackageName)),
                named("layers", layers(ORDER)),
                named("Authlete's library", onlyIn("authlete", "com.authlete..")),
                named("HTTP client", onlyIn("http", "org.apache.hc..")),
                named("no data binding", never("tools.jackson.databind..")),
                named("no annotations of Jackson", never("com.fasterxml.jackson..")),
                named("circuit breaker", onlyIn("backend", "io.github.resilience4j..")),
                named("servlets", onlyIn("gateway", "jakarta.servlet..")),
                named("Redis client", onlyIn("custody.redis", "io.lettuce..")),
                named("databases", onlyIn("custody.jdbc", "java.sql..")),
                named("data sources", onlyIn("custody.jdbc", "javax.sql..")),
                named("pool of connections", onlyIn("custody.jdbc", "com.zaxxer.hikari..")),
                named("Micrometer", onlyIn("observation", "io.micrometer..")),
                named("no Spring", never("org.springframework..")),
                named("operation is pure", pure("operation")),
                named("routing is pure", pure("routing")),
                named("names", names(".*(Manager|Helper|Utils?|Impl)")),
                named("nullness", everyPackageIs(NullMarked.class)),
                named("public types", publicTypesAreClosed()));
    }

    static Stream<Named<ArchRule>> rulesThatFail() {
        List<String> upsideDown = new ArrayList<>(ORDER);
        Collections.reverse(upsideDown);
        return Stream.of(
                named("classes may have cycles, packages not", noCycles(JavaClass::getFullName)),
                named("layers", layers(upsideDown)),
                named("HTTP client", onlyIn("gateway", "org.apache.hc..")),
                named("circuit breaker", onlyIn("http", "io.github.resilience4j..")),
                named("Redis client", onlyIn("backend", "io.lettuce..")),
                named("databases", onlyIn("http", "java.sql..")),
                named("Micrometer", onlyIn("http", "io.micrometer..")),
                named("never", never("org.slf4j..")),
                named("http is not pure", pure("http")),
                named("names", names(".*Backend")),
                named("annotations", everyPackageIs(Deprecated.class)));
    }

    private static Named<ArchRule> named(String name, ArchRule rule) {
        return Named.of(name, rule.allowEmptyShould(true));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CORE);
    }

    @ParameterizedTest
    @MethodSource("rulesThatFail")
    void canFail(ArchRule rule) {
        assertThat(rule.evaluate(CORE).hasViolation()).isTrue();
    }

    @Test
    void purityForbidsFilesThreadsClocksAndLogs() {
        JavaClasses impure =
                new ClassFileImporter().importClasses(Opens.class, Starts.class, Looks.class, Counts.class, Logs.class);
        assertThat(pure("").evaluate(impure).getFailureReport().toString())
                .contains("java.io.FileReader", "java.lang.Thread", "Instant.now", "System.nanoTime", "org.slf4j");
    }

    @Test
    void aPublicTypeThatCanBeExtendedIsNotClosed() {
        JavaClasses extensible = new ClassFileImporter().importClasses(ArrayList.class);
        assertThat(publicTypesAreClosed().evaluate(extensible).hasViolation()).isTrue();
    }

    private static String in(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
    }

    private static ArchRule noCycles(Function<JavaClass, String> slice) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(slice.apply(type));
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    /** Each layer knows those below it, the fronts know all of them, and nothing knows a front. */
    private static ArchRule layers(List<String> order) {
        LayeredArchitecture layers = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : Stream.concat(order.stream(), FRONTS.stream()).toList()) {
            layers = layers.optionalLayer(title(name)).definedBy(in(name));
        }
        for (int i = 0; i < order.size(); i++) {
            String[] above = Stream.concat(order.subList(i + 1, order.size()).stream(), FRONTS.stream())
                    .map(ArchitectureTest::title)
                    .toArray(String[]::new);
            layers = layers.whereLayer(title(order.get(i))).mayOnlyBeAccessedByLayers(above);
        }
        return layers;
    }

    private static String title(String name) {
        return name.isEmpty() ? "root" : name;
    }

    private static ArchRule onlyIn(String name, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule never(String library) {
        return noClasses().should().dependOnClassesThat().resideInAPackage(library);
    }

    private static ArchRule pure(String name) {
        return noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Clock.class, Time.class)
                .orShould()
                .accessTargetWhere(readsAClock());
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe("reads a clock", access -> {
            String owner = access.getTargetOwner().getName();
            String member = access.getTarget().getName();
            return owner.startsWith("java.time.") && member.equals("now")
                    || owner.equals("java.lang.System")
                            && List.of("nanoTime", "currentTimeMillis", "out", "err")
                                    .contains(member);
        });
    }

    private static ArchRule names(String pattern) {
        return noClasses().should().haveNameMatching(pattern);
    }

    private static ArchRule everyPackageIs(Class<? extends Annotation> annotation) {
        return classes().should(new ArchCondition<>("be in a package with @" + annotation.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type,
                        type.getPackage().isAnnotatedWith(annotation),
                        type.getPackageName() + " lacks @" + annotation.getSimpleName() + " in its package-info"));
            }
        });
    }

    private static ArchRule publicTypesAreClosed() {
        return classes()
                .that()
                .arePublic()
                .should(new ArchCondition<>("be final, sealed, interfaces, enums or records") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean closed = type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.reflect().isSealed();
                        events.add(new SimpleConditionEvent(type, closed, type.getName() + " can be extended"));
                    }
                });
    }

    /** Opens a file. */
    private static final class Opens {
        Object file() throws java.io.IOException {
            return new java.io.FileReader("x");
        }
    }

    /** Starts a thread. */
    private static final class Starts {
        void thread() {
            new Thread(() -> {}).start();
        }
    }

    /** Looks at the time of day. */
    private static final class Looks {
        Instant time() {
            return Instant.now();
        }
    }

    /** Counts nanoseconds. */
    private static final class Counts {
        long time() {
            return System.nanoTime();
        }
    }

    /** Logs. */
    private static final class Logs {
        void log() {
            org.slf4j.LoggerFactory.getLogger("x").info("x");
        }
    }
}
