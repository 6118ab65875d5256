package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential request that was found valid.
 *
 * @param clientId the client
 * @param subject the end user, {@code null} for none
 * @param format the format of the credential
 * @param configurationId the credential wanted
 * @param bindingKeys the keys that the client proved to hold, as JWKs
 * @param details the request without what is above
 * @param deferred whether the client was told to come again
 */
public record CredentialRequest(
        long clientId,
        @Nullable String subject,
        String format,
        String configurationId,
        List<String> bindingKeys,
        Document details,
        boolean deferred) {

    /** Returns this request as one that the client was told to come again for. */
    public CredentialRequest later() {
        return new CredentialRequest(clientId, subject, format, configurationId, bindingKeys, details, true);
    }
}
