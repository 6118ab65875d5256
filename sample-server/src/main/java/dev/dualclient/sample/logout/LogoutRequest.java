package dev.dualclient.sample.logout;

import dev.dualclient.sample.web.RequestParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

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
     * @throws BadLogoutException if one is repeated, if the state is too long to be repeated, or if the address is none
     */
    static LogoutRequest of(Map<String, String[]> parameters) {
        LogoutRequest request = new LogoutRequest(
                value(parameters, "id_token_hint"),
                value(parameters, "client_id"),
                value(parameters, "post_logout_redirect_uri"),
                value(parameters, "state"));
        request.check();
        return request;
    }

    private void check() {
        if (state != null && state.length() > RequestParameters.LONGEST_REPEATED) {
            throw new BadLogoutException(
                    "The parameter state has more than " + RequestParameters.LONGEST_REPEATED + " characters.");
        }
        if (redirectUri != null && !isUri(redirectUri)) {
            throw new BadLogoutException("The post_logout_redirect_uri is not an absolute URI (RFC 3986).");
        }
    }

    /** Java's parser accepts other characters than those of ASCII, which no header may have. */
    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException malformed) {
            return false;
        }
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
        if (state == null) {
            return redirectUri;
        }
        // The registered address is kept as it is: a library that took it apart would encode it again.
        int fragment = redirectUri.indexOf('#');
        String address = fragment < 0 ? redirectUri : redirectUri.substring(0, fragment);
        return address
                + (address.indexOf('?') < 0 ? '?' : '&')
                + "state="
                + UriUtils.encode(state, StandardCharsets.UTF_8)
                + (fragment < 0 ? "" : redirectUri.substring(fragment));
    }

    @Override
    public String toString() {
        return "logout request of client " + clientId;
    }
}
