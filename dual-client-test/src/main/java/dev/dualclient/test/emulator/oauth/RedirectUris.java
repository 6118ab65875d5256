package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which redirect URI an authorization request uses: one that the client registered, compared as text (RFC 9700 2.1). */
final class RedirectUris {

    private RedirectUris() {}

    static String chosen(Client client, Parameters parameters) {
        String given = parameters.get("redirect_uri");
        List<String> registered = client.redirectUris();
        if (given != null) {
            checkForm(given);
            if (registered.isEmpty()) {
                throw refused("A011309", "The client has not registered any redirect URI.");
            }
            if (!registered.contains(given)) {
                throw refused("A011317", "The value of 'redirect_uri' is not registered.");
            }
            return given;
        }
        if (parameters.has("redirect_uri")) {
            throw refused("A011319", "The value of 'redirect_uri' parameter is empty.");
        }
        if (asksForOpenId(parameters.get("scope"))) {
            throw refused(
                    "A011303",
                    "'redirect_uri' parameter must be explicitly specified when 'scope' parameter contains 'openid'.");
        }
        if (registered.isEmpty()) {
            throw refused("A011309", "The client has not registered any redirect URI.");
        }
        if (registered.size() > 1) {
            throw refused(
                    "A011313",
                    "'redirect_uri' parameter must be contained when a client that has registered multiple redirect"
                            + " URIs makes an authorization request.");
        }
        return registered.get(0);
    }

    private static boolean asksForOpenId(@Nullable String scope) {
        return scope != null && List.of(scope.split(" ")).contains("openid");
    }

    private static void checkForm(String given) {
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            throw refused("A011314", "The value of 'redirect_uri' is not well-formed.");
        }
        if (!uri.isAbsolute()) {
            throw refused("A011315", "The value of 'redirect_uri' is not absolute.");
        }
        if (uri.getRawFragment() != null) {
            throw refused("A011316", "The value of 'redirect_uri' has a fragment component.");
        }
    }

    private static Refusal refused(String code, String message) {
        return AuthorizationRequests.toUser(code, message);
    }
}
