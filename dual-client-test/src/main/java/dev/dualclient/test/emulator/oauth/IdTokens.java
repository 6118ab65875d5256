package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.dualclient.test.emulator.oauth.TokenIssuer.Issued;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ID tokens (OpenID Connect Core section 2), signed with a key of the service. */
final class IdTokens {

    private static final String CLAIM = "urn:openid:params:jwt:claim:";

    private final Store store;

    IdTokens(Store store) {
        this.store = store;
    }

    /**
     * Returns an ID token.
     *
     * @param accessToken issued along with it, {@code null} for none
     * @param code issued along with it, {@code null} for none
     */
    String issue(
            Client client,
            AuthorizationTicket request,
            Approval approval,
            @Nullable String accessToken,
            @Nullable String code) {
        return issue(client, request.clientIdentifier(), request.nonce(), approval, accessToken, code);
    }

    /** Returns an ID token for a client that has polled for it. */
    String issue(Client client, String audience, Approval approval, String accessToken) {
        return issue(client, audience, null, approval, accessToken, null);
    }

    /** Returns an ID token that is sent to its client (CIBA Core section 10.3.1). */
    String pushed(Client client, String audience, Approval approval, Issued issued, String authReqId) {
        Document claims = approval.claims().with(CLAIM + "auth_req_id", authReqId);
        if (issued.refreshToken() != null) {
            // computed like at_hash, from the refresh token
            BearerAccessToken refreshToken = new BearerAccessToken(issued.refreshToken());
            claims = claims.with(
                    CLAIM + "rt_hash",
                    AccessTokenHash.compute(refreshToken, algorithm(client), null)
                            .getValue());
        }
        return issue(client, audience, null, approval.withClaims(claims), issued.presented(), null);
    }

    private static JWSAlgorithm algorithm(Client client) {
        return "ES256".equals(client.metadata().text("idTokenSignAlg")) ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
    }

    private String issue(
            Client client,
            String audience,
            @Nullable String nonce,
            Approval approval,
            @Nullable String accessToken,
            @Nullable String code) {
        Service service = store.service();
        long now = store.now();
        JWSAlgorithm jws = algorithm(client);
        IDTokenClaimsSet claims = new IDTokenClaimsSet(
                new Issuer(service.issuer()),
                new Subject(approval.subjectForClient()),
                new Audience(audience).toSingleAudienceList(),
                new Date(now + service.milliseconds("idTokenDuration", 86400)),
                new Date(now));
        if (nonce != null) {
            claims.setNonce(new Nonce(nonce));
        }
        if (approval.authTime() > 0) {
            claims.setAuthenticationTime(new Date(approval.authTime() * 1000));
        }
        if (approval.acr() != null) {
            claims.setACR(new ACR(approval.acr()));
        }
        if (accessToken != null) {
            claims.setAccessTokenHash(AccessTokenHash.compute(new BearerAccessToken(accessToken), jws, null));
        }
        if (code != null) {
            claims.setCodeHash(CodeHash.compute(new com.nimbusds.oauth2.sdk.AuthorizationCode(code), jws, null));
        }
        return service.keys().sign(complete(claims, approval.claims()), jws.getName());
    }

    /** Adds the claims that the authorization server collected; they never replace the protocol's own. */
    private static JWTClaimsSet complete(IDTokenClaimsSet claims, Document collected) {
        try {
            JWTClaimsSet protocol = claims.toJWTClaimsSet();
            JWTClaimsSet.Builder all = new JWTClaimsSet.Builder();
            Map<?, ?> values = Document.MAPPER.treeToValue(collected.json(), Map.class);
            values.forEach((name, value) -> all.claim(String.valueOf(name), value));
            protocol.getClaims().forEach(all::claim);
            return all.build();
        } catch (ParseException e) {
            throw new IllegalStateException("the claims of an ID token are no JWT claims", e);
        }
    }
}
