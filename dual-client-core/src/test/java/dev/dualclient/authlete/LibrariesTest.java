package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dualclient.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the application's class path has another version of a library than is needed. */
class LibrariesTest {

    /** A class path that lacks a class. */
    private static final class Lacking extends ClassLoader {
        private final String missing;

        Lacking(String missing) {
            super(LibrariesTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    @Scenario("N43")
    void theLibrariesOfThisBuildAreEnough() {
        assertThatCode(() -> Libraries.check(LibrariesTest.class.getClassLoader()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @Scenario({"N44", "N45"})
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            org.apache.hc.client5.http.ssl.TlsSocketStrategy     | HttpClient 5.4 or later            | org.apache.httpcomponents.client5:httpclient5 5.4.4 or later, with httpcore5 and httpcore5-h2 5.3.4 or later
            org.apache.hc.core5.net.PercentCodec                 | HttpCore 5.3 or later              | org.apache.httpcomponents.core5:httpcore5 and httpcore5-h2 5.3.4 or later, the versions that belong to your httpclient5
            tools.jackson.core.json.JsonFactory                  | "Jackson 3's streaming core"       | tools.jackson.core:jackson-core 3.0.0 or later
            io.github.resilience4j.circuitbreaker.CircuitBreaker | "Resilience4j's circuit breaker"   | io.github.resilience4j:resilience4j-circuitbreaker 2.0.0 or later
            com.github.benmanes.caffeine.cache.Caffeine          | Caffeine 3                         | com.github.ben-manes.caffeine:caffeine 3.1.8 or later
            com.authlete.common.conf.AuthleteConfiguration       | authlete-java-common 3.82 or later | com.authlete:authlete-java-common 3.82 or later
            """)
    void oneThatIsMissingIsToldWithWhatToWrite(String type, String name, String remedy) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Libraries.check(new Lacking(type)))
                .withMessage(
                        "Dual Client needs " + name + ", which is not on the class path or is overridden by an older"
                                + " version: write a dependency on " + remedy
                                + ", before the dependency management that overrides"
                                + " it");
    }
}
