package dev.dualclient.test.emulator.proof;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assertions by which clients authenticate (RFC 7523 section 3): each is accepted once. */
public final class ClientAssertions {

    /** How far a client's clock may be ahead. */
    private static final long SKEW = 60_000;

    /** Authlete does not publish a code for a {@code jti} that was used before; this one follows the last published. */
    private static final String REPLAYED = "A157353";

    private final Store store;

    /** Creates the checks for a server. */
    public ClientAssertions(Store store) {
        this.store = store;
    }

    /** Returns who an assertion says that it comes from, {@code null} if that cannot be read. Nothing is checked. */
    public static @Nullable String claimedIssuer(String assertion) {
        try {
            return SignedJWT.parse(assertion).getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            return null;
        }
    }

    /**
     * Checks an assertion.
     *
     * @param identifier the client as it calls itself
     */
    public void check(Client client, String identifier, @Nullable String type, @Nullable String assertion)
            throws InvalidProof {
        if (type == null) {
            throw new InvalidProof("A157309", "The request does not contain 'client_assertion_type' parameter.");
        }
        if (!type.equals(JWTAuthentication.CLIENT_ASSERTION_TYPE)) {
            throw new InvalidProof("A157310", "The value of the client assertion type is not supported.");
        }
        if (assertion == null) {
            throw new InvalidProof("A157311", "The request does not contain 'client_assertion' parameter.");
        }
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(assertion);
        } catch (ParseException e) {
            throw new InvalidProof("A157312", "The client assertion is malformed.");
        }
        try {
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new InvalidProof("A157314", "The payload of the client assertion is malformed.");
        }
        checkAlgorithm(client, jwt);
        checkClaims(identifier, claims);
        checkAudienceForm(jwt);
        checkSignature(client, jwt);
        Date expiry = Objects.requireNonNull(claims.getExpirationTime());
        if (!store.usedValues()
                .use("assertion " + client.clientId(), claims.getJWTID(), expiry.getTime(), store.now())) {
            throw new InvalidProof(REPLAYED, "The 'jti' of the client assertion has been used before.");
        }
    }

    private static void checkAlgorithm(Client client, SignedJWT jwt) throws InvalidProof {
        boolean symmetric = client.authMethod().equals("CLIENT_SECRET_JWT");
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        String registered = client.metadata().text("tokenAuthSignAlg", algorithm.getName());
        if (symmetric != JWSAlgorithm.Family.HMAC_SHA.contains(algorithm) || !registered.equals(algorithm.getName())) {
            throw new InvalidProof(
                    "A157313", "The signature algorithm of the JWT for client authentication is invalid.");
        }
    }

    /** Where the audience has to be the issuer, it has to be a string: a list of one could be meant for others. */
    private void checkAudienceForm(SignedJWT jwt) throws InvalidProof {
        if (store.service().is("clientAssertionAudRestrictedToIssuer")
                && !(jwt.getPayload().toJSONObject().get("aud") instanceof String)) {
            throw new InvalidProof("A157318", "The 'aud' claim of the client assertion is not a string.");
        }
    }

    private void checkClaims(String identifier, JWTClaimsSet claims) throws InvalidProof {
        long now = store.now();
        if (!identifier.equals(claims.getIssuer())) {
            throw new InvalidProof("A157315", "The value of the 'iss' claim of the client assertion is invalid.");
        }
        if (!identifier.equals(claims.getSubject())) {
            throw new InvalidProof("A157316", "The value of the 'sub' claim of the client assertion is invalid.");
        }
        if (Collections.disjoint(audiences(store.service()), claims.getAudience())) {
            throw new InvalidProof("A157318", "The 'aud' claim of the client assertion is invalid.");
        }
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw new InvalidProof("A157319", "The expiration time ('exp') of the client assertion is not found.");
        }
        if (expiry.getTime() <= now) {
            throw new InvalidProof("A157320", "The expiration time ('exp') of the client assertion is invalid.");
        }
        if (isFuture(claims.getNotBeforeTime(), now)) {
            throw new InvalidProof("A157322", "The not-before time ('nbf') of the client assertion is invalid.");
        }
        if (isFuture(claims.getIssueTime(), now)) {
            throw new InvalidProof("A157323", "The issue time ('iat') of the client assertion points to the future.");
        }
        if (claims.getJWTID() == null) {
            throw new InvalidProof("A157324", "A JWT ID ('jti') is not found in the client assertion.");
        }
    }

    private static boolean isFuture(@Nullable Date time, long now) {
        return time != null && time.getTime() > now + SKEW;
    }

    /** Returns the names by which assertions may call the authorization server. */
    private static List<String> audiences(Service service) {
        if (service.is("clientAssertionAudRestrictedToIssuer")) {
            return List.of(service.issuer());
        }
        Stream<@Nullable String> endpoints = Stream.of(
                        "tokenEndpoint",
                        "revocationEndpoint",
                        "pushedAuthReqEndpoint",
                        "deviceAuthorizationEndpoint",
                        "backchannelAuthenticationEndpoint")
                .map(name -> service.settings().text(name));
        return Stream.concat(Stream.of(service.issuer()), endpoints.flatMap(Stream::ofNullable))
                .toList();
    }

    private static void checkSignature(Client client, SignedJWT jwt) throws InvalidProof {
        switch (ClientSignatures.verdict(client, jwt)) {
            case VALID -> {}
            case NO_KEY_SET ->
                throw new InvalidProof(
                        "A156301",
                        "Client authentication failed because the client application has registered neither 'jwks_uri'"
                                + " nor 'jwks'.");
            case NO_KEY ->
                throw new InvalidProof(
                        "A156304",
                        "The registered JWK Set of the client application does not contain the key for client"
                                + " authentication.");
            case INVALID ->
                throw new InvalidProof("A157326", "The signature of the JWT for client authentication is invalid.");
        }
    }
}
