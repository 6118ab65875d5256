package dev.dualclient.sample.logout;

/** A client asks for a logout that it may not ask for. The message is for the user, and quotes nothing secret. */
final class BadLogoutException extends RuntimeException {

    BadLogoutException(String description) {
        super(description);
    }
}
