package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/**
 * Whose keys a token is bound to: who presents it has to prove that they hold them.
 *
 * @param certificateThumbprint the SHA-256 thumbprint of a client certificate (RFC 8705), {@code null} for none
 * @param dpopThumbprint the JWK thumbprint of a DPoP key (RFC 9449), {@code null} for none
 */
public record Binding(
        @Nullable String certificateThumbprint, @Nullable String dpopThumbprint) {

    /** Anybody may present the token. */
    public static final Binding NONE = new Binding(null, null);

    /** Returns the token type that goes with it (RFC 6749 section 7.1). */
    public String tokenType() {
        return dpopThumbprint == null ? "Bearer" : "DPoP";
    }
}
