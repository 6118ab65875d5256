package dev.dualclient.test.emulator.state;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How long the tokens of a client live where a request does not say it: by the settings of the service, the attributes of
 * the scopes, and the extension of the client. 2.3 takes the shortest of them; at 3.0 a scope overrides the service, and
 * the client overrides both.
 */
public enum TokenDurations {
    /** Access tokens. */
    ACCESS_TOKEN("accessTokenDuration", "access_token.duration", 86_400),
    /** Refresh tokens. */
    REFRESH_TOKEN("refreshTokenDuration", "refresh_token.duration", 864_000);

    private final String field;
    private final String attribute;
    private final long otherwise;

    TokenDurations(String field, String attribute, long otherwise) {
        this.field = field;
        this.attribute = attribute;
        this.otherwise = otherwise;
    }

    /** Returns the lifetime in milliseconds that a request asks for, else the one that the settings say. */
    public long milliseconds(Store store, Client client, List<String> scopes, Document request) {
        long wanted = request.number(field);
        return (wanted > 0 ? wanted : seconds(store, client, scopes)) * 1000;
    }

    private long seconds(Store store, Client client, List<String> scopes) {
        long ofService = store.service().milliseconds(field, otherwise) / 1000;
        long ofScopes = ofScopes(store.service(), scopes);
        long ofClient = client.metadata().document("extension").number(field);
        if (store.differences().shortestDurationHolds()) {
            return shortest(LongStream.of(ofService, ofScopes, ofClient)).orElse(otherwise);
        }
        return ofClient > 0 ? ofClient : ofScopes > 0 ? ofScopes : ofService;
    }

    /** Returns the shortest that the attributes of the scopes say, 0 if none says any. */
    private long ofScopes(Service service, List<String> scopes) {
        LongStream durations = service.settings().documents("supportedScopes").stream()
                .filter(scope -> scopes.contains(scope.text("name", "")))
                .flatMap(scope -> scope.documents("attributes").stream())
                .filter(pair -> attribute.equals(pair.text("key")))
                .mapToLong(pair -> pair.number("value"));
        return shortest(durations).orElse(0);
    }

    private static OptionalLong shortest(LongStream seconds) {
        return seconds.filter(one -> one > 0).min();
    }
}
