package dev.dualclient.benchmarks.store;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A backend in this process that holds one grant at a time, tells of it, and replaces its refresh token; it notes what
 * the store had been asked by then. For one thread.
 */
final class Issuer implements Backend {

    static final String CLIENT = "4326385670";

    private static final Map<String, List<String>> HEADERS =
            Map.of("Content-Type", List.of("application/json;charset=UTF-8"));

    private final CountedStore store;
    private String refreshToken = "";
    private int grant;
    private CountedStore.Reading reached = new CountedStore.Reading(0, 0);

    Issuer(CountedStore store) {
        this.store = store;
    }

    /** Holds a grant that has come here by migration, and returns its refresh token. */
    String nextGrant() {
        refreshToken = "copied-" + grant++;
        return refreshToken;
    }

    /** Returns the refresh token that it has issued last. */
    String refreshToken() {
        return refreshToken;
    }

    /** Returns what the store had been asked by the time that the last token request came. */
    CountedStore.Reading reached() {
        return reached;
    }

    @Override
    public Reply send(ApiCall call, Deadline deadline) {
        String json = switch (call.operation().id()) {
            case "auth-introspection-standard" -> introspection();
            case "auth-token-get-list" -> list();
            case "auth-token" -> token();
            default -> throw new IllegalArgumentException("nobody should ask for " + call.operation());
        };
        return new Reply.Answered(new ApiResponse(200, HEADERS, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String introspection() {
        return "{\"resultCode\":\"A145001\",\"action\":\"OK\",\"responseContent\":"
                + "\"{\\\"active\\\":true,\\\"client_id\\\":\\\"" + CLIENT + "\\\",\\\"sub\\\":\\\"john\\\"}\"}";
    }

    private String list() {
        return "{\"resultCode\":\"A094001\",\"totalCount\":1,\"accessTokens\":[{\"accessTokenHash\":\""
                + hash("access-of-" + refreshToken) + "\",\"refreshTokenHash\":\"" + hash(refreshToken) + "\"}]}";
    }

    private static String hash(String token) {
        return Custody.listedHash(new Credential(CredentialKind.REFRESH_TOKEN, token));
    }

    private String token() {
        reached = store.total();
        refreshToken += "-next";
        return "{\"resultCode\":\"A050001\",\"action\":\"OK\",\"responseContent\":\"{}\",\"accessToken\":\"access-of-"
                + refreshToken + "\",\"refreshToken\":\"" + refreshToken + "\",\"clientId\":" + CLIENT
                + ",\"subject\":\"john\"}";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
