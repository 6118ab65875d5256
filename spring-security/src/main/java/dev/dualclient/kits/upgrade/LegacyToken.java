package dev.dualclient.kits.upgrade;

/**
 * A token that a caller presented.
 *
 * @param value the token, without the word Bearer
 */
public record LegacyToken(String value) {

    /** Tells nothing of the token. */
    @Override
    public String toString() {
        return "LegacyToken";
    }
}
