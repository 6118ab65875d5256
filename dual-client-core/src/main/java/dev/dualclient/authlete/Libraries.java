package dev.dualclient.authlete;

import java.util.List;

/** The libraries that Dual Client needs, of which an application may have another version, or none. */
final class Libraries {

    /**
     * A library of which an application may have an older version.
     *
     * @param name how it is called
     * @param type a class that the oldest usable version has, and older ones lack
     * @param member a method or field of that class, empty for the class alone
     * @param remedy what to write into the build
     */
    private record Library(String name, String type, String member, String remedy) {

        boolean isIn(ClassLoader loader) {
            try {
                Class<?> found = Class.forName(type, false, loader);
                return member.isEmpty()
                        || List.of(found.getMethods()).stream()
                                .anyMatch(method -> method.getName().equals(member))
                        || List.of(found.getFields()).stream()
                                .anyMatch(field -> field.getName().equals(member));
            } catch (ClassNotFoundException | LinkageError missing) {
                return false;
            }
        }
    }

    private static final List<Library> NEEDED = List.of(
            new Library(
                    "HttpClient 5.4 or later",
                    "org.apache.hc.client5.http.ssl.TlsSocketStrategy",
                    "",
                    "org.apache.httpcomponents.client5:httpclient5 5.4.4 or later, with httpcore5 and httpcore5-h2 5.3.4 or"
                            + " later"),
            new Library(
                    "HttpCore 5.3 or later",
                    "org.apache.hc.core5.net.PercentCodec",
                    "RFC3986",
                    "org.apache.httpcomponents.core5:httpcore5 and httpcore5-h2 5.3.4 or later, the versions that belong to"
                            + " your httpclient5"),
            new Library(
                    "Jackson 3's streaming core",
                    "tools.jackson.core.json.JsonFactory",
                    "",
                    "tools.jackson.core:jackson-core 3.0.0 or later"),
            new Library(
                    "Resilience4j's circuit breaker",
                    "io.github.resilience4j.circuitbreaker.CircuitBreaker",
                    "tryAcquirePermission",
                    "io.github.resilience4j:resilience4j-circuitbreaker 2.0.0 or later"),
            new Library(
                    "Caffeine 3",
                    "com.github.benmanes.caffeine.cache.Caffeine",
                    "newBuilder",
                    "com.github.ben-manes.caffeine:caffeine 3.1.8 or later"),
            new Library(
                    "authlete-java-common 3.82 or later",
                    "com.authlete.common.conf.AuthleteConfiguration",
                    "getDpopKey",
                    "com.authlete:authlete-java-common 3.82 or later"));

    private Libraries() {}

    /**
     * Checks that every library is there, in a version that can be used. Otherwise the first call would fail.
     *
     * @throws IllegalStateException if one is not; the message says what to write
     */
    static void check(ClassLoader loader) {
        for (Library library : NEEDED) {
            if (!library.isIn(loader)) {
                throw new IllegalStateException(
                        "Dual Client needs " + library.name() + ", which is not on the class path"
                                + " or is overridden by an older version: write a dependency on " + library.remedy()
                                + ", before the dependency management that overrides it");
            }
        }
    }

    /**
     * Checks that an optional library is there.
     *
     * @param type one of its classes
     * @param need what needs it, the beginning of the message
     * @param coordinates what to write into the build
     * @throws IllegalArgumentException if it is missing
     */
    static void require(String type, String need, String coordinates) {
        try {
            Class.forName(type, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    need + " a library that is missing: write a dependency on " + coordinates, missing);
        }
    }
}
