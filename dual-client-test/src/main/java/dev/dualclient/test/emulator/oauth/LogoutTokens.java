package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4): {@code backchannel-logout-token}. */
final class LogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final long LIFE = 120_000;

    private final Store store;

    LogoutTokens(Store store) {
        this.store = store;
    }

    Answer issue(Call call) {
        Document request = call.body();
        String identifier = request.text("clientIdentifier");
        Client client = identifier == null ? null : store.search(identifier).client();
        String subject = request.text("subject");
        String session = request.text("sessionId");
        if (client == null) {
            throw wrong("A923201", "'clientIdentifier' is missing, or names no client.");
        }
        if (subject == null && session == null) {
            throw wrong("A923202", "The call needs 'subject', 'sessionId' or both.");
        }
        if (client.metadata().flag("backchannelLogoutSessionRequired") && session == null) {
            throw wrong("A923203", "The client requires 'sessionId'.");
        }
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(store.service().issuer())
                .audience(identifier)
                .subject(subject)
                .issueTime(new Date(store.now()))
                .expirationTime(new Date(store.now() + LIFE))
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", session)
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        String algorithm = client.metadata().text("idTokenSignAlg");
        return Answer.action("OK", "A923001", "A logout token was issued.")
                .with("logoutToken", store.service().keys().sign(claims, algorithm, new JOSEObjectType("logout+jwt")));
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("CALLER_ERROR", code, message));
    }
}
