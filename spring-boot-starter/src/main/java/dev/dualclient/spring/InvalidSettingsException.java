package dev.dualclient.spring;

/** A property under {@code dual-client} is missing, makes no sense, or contradicts another. */
final class InvalidSettingsException extends RuntimeException {

    InvalidSettingsException(IllegalArgumentException wrong) {
        super(wrong.getMessage(), wrong);
    }
}
