package dev.dualclient.spring.actuate;

/** A request that cannot be served as it is. The message says what to write instead, and repeats nothing of it. */
final class InvalidRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidRequestException(String message) {
        super(message);
    }
}
