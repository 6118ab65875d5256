package dev.dualclient.operation;

/** With which of its API credentials a caller authenticates an operation at Authlete 2.3. */
public enum ApiCredentials {
    /** API key and secret of the service. */
    SERVICE,
    /** API key and secret of the service owner. */
    OWNER,
    /** The operation takes no credentials. */
    NONE
}
