package dev.dualclient.spring;

/** The application's Spring Boot is older than the starter. */
final class UnsupportedSpringBootException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedSpringBootException(String version) {
        super("The starter of Dual Client needs Spring Boot 4, and this application has " + version + ".");
    }
}
