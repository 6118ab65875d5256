package dev.dualclient.sample.logout;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a client asks for (RP-Initiated Logout section 2). Its {@code toString} does not show the hint.
 *
 * @param idTokenHint an ID token that tells who is to leave, {@code null} if the client does not say
 * @param clientId the client, {@code null} if it does not say
 * @param redirectUri where the user is to go afterwards, {@code null} if the client does not care
 * @param state what the client wants to hear there, {@code null} for nothing
 */
record LogoutRequest(
        @Nullable String idTokenHint,
        @Nullable String clientId,
        @Nullable String redirectUri,
        @Nullable String state) {

    /**
     * Reads the parameters of a request.
     *
     * @throws BadLogoutException if one is repeated
     */
    static LogoutRequest of(Map<String, String[]> parameters) {
        return new LogoutRequest(
                value(parameters, "id_token_hint"),
                value(parameters, "client_id"),
                value(parameters, "post_logout_redirect_uri"),
                value(parameters, "state"));
    }

    private static @Nullable String value(Map<String, String[]> parameters, String name) {
        String[] values = parameters.getOrDefault(name, new String[0]);
        if (values.length > 1) {
            throw new BadLogoutException("The request has " + name + " more than once.");
        }
        return values.length == 0 || values[0].isEmpty() ? null : values[0];
    }

    /** Returns where the user goes afterwards, {@code null} for nowhere. */
    @Nullable
    String location() {
        if (redirectUri == null) {
            return null;
        }
        UriComponentsBuilder location = UriComponentsBuilder.fromUriString(redirectUri);
        return state == null
                ? redirectUri
                : location.queryParam("state", "{state}")
                        .encode()
                        .buildAndExpand(state)
                        .toUriString();
    }

    @Override
    public String toString() {
        return "logout request of client " + clientId;
    }
}
