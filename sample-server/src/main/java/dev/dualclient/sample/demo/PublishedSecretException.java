package dev.dualclient.sample.demo;

/** A secret that everybody can read in the source is configured in front of real backends. */
public final class PublishedSecretException extends RuntimeException {

    private final String property;

    PublishedSecretException(String property) {
        super(property + " is a published secret");
        this.property = property;
    }

    /** Returns the property that holds it. */
    public String property() {
        return property;
    }
}
