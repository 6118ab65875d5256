package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential offer (OpenID for Verifiable Credential Issuance section 4.1). It is kept as it is told, for it is told
 * again. Its {@code toString} leaves the codes out.
 *
 * @param identifier names the offer
 * @param subject the end user
 * @param configurationIds the credentials offered
 * @param issuerState ties an authorization request to the offer, {@code null} for none
 * @param preAuthorizedCode the code that stands for the end user's approval, {@code null} for none
 * @param txCode what the end user types in besides, {@code null} for nothing
 * @param expiresAt in milliseconds since the epoch
 * @param request all that the offer was made of
 */
public record CredentialOffer(
        String identifier,
        String subject,
        List<String> configurationIds,
        @Nullable String issuerState,
        @Nullable String preAuthorizedCode,
        @Nullable String txCode,
        long expiresAt,
        Document request) {

    /** Returns the identifier alone. */
    @Override
    public String toString() {
        return "offer " + identifier;
    }
}
