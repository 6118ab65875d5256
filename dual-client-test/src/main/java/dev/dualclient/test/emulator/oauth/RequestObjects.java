package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.proof.ClientSignatures;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.Date;
import java.util.List;

/**
 * Request objects (RFC 9101): the parameters of an authorization request as a JWT that its client has signed. What stands
 * outside is ignored then, unless the service processes them as OpenID Connect Core section 6.1 has it.
 */
final class RequestObjects {

    private final Store store;

    RequestObjects(Store store) {
        this.store = store;
    }

    /**
     * Returns the parameters of a request: those inside its request object, else the given ones.
     *
     * @throws RequestError if the request object breaks a rule
     */
    Parameters opened(Client client, String identifier, Parameters outside) {
        String text = outside.get("request");
        if (text == null) {
            if (client.metadata().flag("requestObjectRequired")
                    || store.service().is("requestObjectRequired")) {
                throw new RequestError(OAuth2Error.INVALID_REQUEST, "A150301", "A request object is required.");
            }
            return outside;
        }
        JWTClaimsSet claims = claims(client, text);
        checkNames(identifier, claims);
        checkTimes(claims);
        checkAudience(claims);
        if (store.service().is("traditionalRequestObjectProcessingApplied")) {
            return outside.overriddenBy(claims).without("request").with(Parameters.PAYLOAD, claims.toString());
        }
        String type = outside.get("response_type");
        if (claims.getClaims().get("response_type") == null) {
            throw invalid(
                    "A006326", "The request object passed by 'request' parameter does not contain 'response_type'.");
        }
        if (type != null && !type.equals(claims.getClaims().get("response_type"))) {
            throw invalid(
                    "A006304",
                    "The value of 'response_type' in the request object passed by 'request' parameter is different from"
                            + " the one specified by 'response_type' parameter.");
        }
        return Parameters.of(claims).with("client_id", identifier).with(Parameters.PAYLOAD, claims.toString());
    }

    private JWTClaimsSet claims(Client client, String text) {
        JWT jwt;
        try {
            jwt = JWTParser.parse(text);
        } catch (ParseException e) {
            throw invalid("A005301", "The value of 'request' parameter failed to be parsed as a JOSE.");
        }
        if (jwt instanceof EncryptedJWT) {
            throw Lacks.feature("encrypted request objects");
        }
        checkSignature(client, jwt);
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw invalid("A005378", "Failed to parse the request object passed by 'request' parameter as a JSON.");
        }
    }

    private static void checkSignature(Client client, JWT jwt) {
        String registered = client.metadata().text("requestSignAlg");
        if (!(jwt instanceof SignedJWT signed)) {
            if (registered != null && !registered.equals("NONE")) {
                throw invalid(
                        "A005336",
                        "The request object passed by 'request' parameter is not signed but the registered value of"
                                + " 'request_object_signing_alg' is neither 'none' nor null.");
            }
            return;
        }
        JWSAlgorithm algorithm = signed.getHeader().getAlgorithm();
        if (registered != null && !registered.equals(algorithm.getName())) {
            throw invalid(
                    "A005312",
                    "The algorithm in the JWS header of the request object passed by 'request' parameter does not match"
                            + " the registered one.");
        }
        if (JWSAlgorithm.Family.HMAC_SHA.contains(algorithm) && !client.confidential()) {
            throw invalid(
                    "A005316",
                    "The algorithm in the JWS header of the request object passed by 'request' parameter is symmetric,"
                            + " but the client type is not confidential.");
        }
        switch (ClientSignatures.verdict(client, signed)) {
            case VALID -> {}
            case NO_KEY_SET ->
                throw invalid(
                        "A005332",
                        "The request object passed by 'request' parameter is signed using a private key, but neither"
                                + " 'jwks_uri' nor 'jwks' to get its associated public key is registered.");
            case NO_KEY ->
                throw invalid(
                        "A005352",
                        "The registered JWK Set does not contain the public key to verify the signature of the request"
                                + " object passed by 'request' parameter.");
            case INVALID ->
                throw invalid(
                        "A005328",
                        "The signature of the request object passed by 'request' parameter was not verified.");
        }
    }

    private static void checkNames(String identifier, JWTClaimsSet claims) {
        for (String nested : List.of("request", "request_uri")) {
            if (claims.getClaims().containsKey(nested)) {
                throw invalid(
                        nested.equals("request") ? "A006308" : "A006312",
                        "The request object passed by 'request' parameter contains '" + nested
                                + "' parameter, which is not allowed.");
            }
        }
        Object clientId = claims.getClaims().get("client_id");
        if (clientId != null && !identifier.equals(clientId)) {
            throw invalid(
                    "A005391",
                    "The value of 'client_id' in the request object passed by 'request' parameter is different from the"
                            + " one specified by 'client_id' parameter.");
        }
        if (claims.getIssuer() != null && !identifier.equals(claims.getIssuer())) {
            throw invalid("A246309", "The client ID in the request object does not match the client ID of the client.");
        }
    }

    private void checkTimes(JWTClaimsSet claims) {
        Date expiry = claims.getExpirationTime();
        if (expiry != null && expiry.getTime() <= store.now()) {
            throw invalid("A006339", "The request object passed by the 'request' parameter has already expired.");
        }
        Date start = claims.getNotBeforeTime();
        if (start != null && start.getTime() > store.now()) {
            throw invalid(
                    "A006347",
                    "The request object passed by the 'request' parameter has not started its validity period yet.");
        }
    }

    private void checkAudience(JWTClaimsSet claims) {
        List<String> audience = claims.getAudience();
        if (audience.isEmpty() && store.service().is("requestObjectAudienceChecked")) {
            throw invalid("A006351", "The request object passed by the 'request' parameter contains no 'aud' claim.");
        }
        if (!audience.isEmpty() && !audience.contains(store.service().issuer())) {
            throw invalid(
                    audience.size() == 1 ? "A006359" : "A006363",
                    "The 'aud' claim in the request object passed by the 'request' parameter does not match the issuer"
                            + " identifier of this service.");
        }
    }

    private static RequestError invalid(String code, String words) {
        return new RequestError(OAuth2Error.INVALID_REQUEST_OBJECT, code, words);
    }
}
