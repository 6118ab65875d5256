package dev.dualclient.spring;

/** A property under {@code dual-client} is missing, makes no sense, or contradicts another. */
final class InvalidSettingsException extends RuntimeException {

    InvalidSettingsException(RuntimeException wrong) {
        super(wrong.getMessage(), wrong);
    }
}
