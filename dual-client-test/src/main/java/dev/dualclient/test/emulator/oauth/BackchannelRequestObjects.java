package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.proof.ClientSignatures;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signed authentication requests (CIBA Core section 7.1.1): each is accepted once. */
final class BackchannelRequestObjects {

    /** What stays outside a signed request: how the client authenticates. */
    private static final Set<String> OUTSIDE =
            Set.of("request", "client_id", "client_secret", "client_assertion", "client_assertion_type");

    private final Store store;

    BackchannelRequestObjects(Store store) {
        this.store = store;
    }

    /** Returns the parameters of a request: those inside its request object, else the given ones. */
    Parameters opened(Authenticated authenticated, Parameters given) {
        String text = given.get("request");
        Client client = authenticated.client();
        String algorithm = client.metadata().text("bcRequestSignAlg");
        if (text == null) {
            return given;
        }
        if (!OUTSIDE.containsAll(given.values().keySet())) {
            throw invalid(
                    "A167301",
                    "When a backchannel authentication request contains the 'request' request parameter, other CIBA"
                            + " request parameters must not be contained outside.");
        }
        if (algorithm == null) {
            throw invalid(
                    "A167309",
                    "Use of the 'request' request parameter is not allowed because the"
                            + " 'backchannel_authentication_request_signing_alg' metadata of the client is not set.");
        }
        String identifier =
                authenticated.aliasUsed() == null ? Long.toString(client.clientId()) : authenticated.aliasUsed();
        return Parameters.of(claims(client, identifier, algorithm, text));
    }

    private JWTClaimsSet claims(Client client, String identifier, String algorithm, String text) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(text);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw invalid(
                    "A167302",
                    "The value of the 'request' request parameter contained in the backchannel authentication request"
                            + " failed to be parsed as a signed JWT.");
        }
        JWSAlgorithm used = jwt.getHeader().getAlgorithm();
        if (JWSAlgorithm.Family.HMAC_SHA.contains(used)) {
            throw invalid("A167308", "The signature algorithm of a request object must be asymmetric.");
        }
        if (!used.getName().equals(algorithm)) {
            throw invalid("A167310", "The signature algorithm of the request object is not the registered one.");
        }
        switch (ClientSignatures.verdict(client, jwt)) {
            case VALID -> {}
            case NO_KEY_SET -> throw invalid("A167311", "The client application has not registered its JWK Set.");
            case NO_KEY -> throw invalid("A167312", "Cannot find any appropriate JWK to verify the signature with.");
            case INVALID -> throw invalid("A167314", "The signature of the request object is invalid.");
        }
        checkClaims(identifier, claims);
        return claims;
    }

    private void checkClaims(String identifier, JWTClaimsSet claims) {
        long now = store.now();
        if (!identifier.equals(claims.getIssuer())) {
            throw invalid("A168306", "The 'iss' claim in the 'request' does not match the client ID.");
        }
        if (!claims.getAudience().contains(store.service().issuer())) {
            throw invalid("A167324", "The value of the 'aud' claim must contain the issuer identifier.");
        }
        for (String required : List.of("exp", "iat", "nbf", "jti")) {
            if (claims.getClaims().get(required) == null) {
                throw invalid("A167315", "The request object does not contain the '" + required + "' claim.");
            }
        }
        Date expiry = claims.getExpirationTime();
        if (expiry.getTime() <= now) {
            throw invalid("A167318", "The request object has expired.");
        }
        if (isFuture(claims.getIssueTime(), now)) {
            throw invalid("A167319", "The 'iat' claim claims that the JWT has been issued in the future.");
        }
        if (isFuture(claims.getNotBeforeTime(), now)) {
            throw invalid("A167320", "The 'nbf' claim indicates that the JWT has not become valid yet.");
        }
        if (!store.usedValues().use("ciba " + identifier, claims.getJWTID(), expiry.getTime(), now)) {
            throw invalid("A167325", "The 'jti' of the request object has been used before.");
        }
    }

    private static boolean isFuture(@Nullable Date time, long now) {
        return time != null && time.getTime() > now + 60_000;
    }

    private static Refusal invalid(String code, String message) {
        return ClientEndpoint.BACKCHANNEL_AUTHENTICATION.badRequest(OAuth2Error.INVALID_REQUEST, code, message);
    }
}
