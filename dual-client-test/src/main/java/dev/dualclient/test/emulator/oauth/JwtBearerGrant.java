package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.Date;
import java.util.List;

/**
 * The JWT bearer grant (RFC 7523 section 2.1). The assertion is validated but for its signature, whose key only the
 * authorization server knows; the token that the client gets is issued by {@code auth-token-create}. An assertion that
 * has a {@code jti} is accepted once (section 3).
 */
final class JwtBearerGrant {

    private final Store store;

    JwtBearerGrant(Store store) {
        this.store = store;
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        String assertion = TokenRequests.required(parameters, "assertion", "A903301", "A903302");
        check(assertion);
        Client client = authenticated.client();
        return Answer.action("JWT_BEARER", "A903001", "The token request (grant_type=jwt-bearer) is valid.")
                .with("assertion", assertion)
                .with("scopes", Scopes.granted(store.service(), client, parameters.get("scope")))
                .with("clientId", client.clientId())
                .with("clientIdAlias", client.alias())
                .with("clientIdAliasUsed", authenticated.aliasUsed() != null);
    }

    private void check(String assertion) {
        Service service = store.service();
        try {
            JWT jwt = JWTParser.parse(assertion);
            if (jwt instanceof EncryptedJWT) {
                if (service.is("jwtGrantEncryptedJwtRejected")) {
                    throw invalid("A903303", "The assertion is encrypted.");
                }
                return; // only the authorization server can decrypt it
            }
            if (!(jwt instanceof SignedJWT) && service.is("jwtGrantUnsignedJwtRejected")) {
                throw invalid("A903304", "The assertion is not signed.");
            }
            check(jwt.getJWTClaimsSet());
        } catch (ParseException malformed) {
            throw invalid("A903305", "The assertion is not a JWT.");
        }
    }

    private void check(JWTClaimsSet claims) {
        String issuer = claims.getIssuer();
        if (issuer == null || claims.getSubject() == null) {
            throw invalid("A903306", "The assertion lacks the claim 'iss' or 'sub'.");
        }
        List<String> audience = claims.getAudience();
        String endpoint = store.service().settings().text("tokenEndpoint", "");
        if (!audience.contains(store.service().issuer()) && !audience.contains(endpoint)) {
            throw invalid("A903307", "The assertion is not meant for this authorization server.");
        }
        Date now = new Date(store.now());
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Date begin = claims.getNotBeforeTime();
        if (expiry == null
                || !now.before(expiry)
                || issued != null && now.before(issued)
                || begin != null && now.before(begin)) {
            throw invalid("A903308", "The assertion does not hold at the current time.");
        }
        String id = claims.getJWTID();
        if (id != null && !store.usedValues().use("jwt-bearer " + issuer, id, expiry.getTime(), now.getTime())) {
            throw invalid("A903309", "The assertion has been used before.");
        }
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_GRANT, code, message);
    }
}
