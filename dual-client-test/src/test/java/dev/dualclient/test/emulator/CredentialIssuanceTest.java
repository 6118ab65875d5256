package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.sd.SDJWT;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CredentialIssuanceTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered wallet =
            authlete.client("grantTypes", new String[] {"AUTHORIZATION_CODE", "PRE_AUTHORIZED_CODE"});
    private final ECKey key = ClientKeys.ec("a-key");

    private String token() {
        return authlete.redeem(wallet, authlete.code(wallet, "scope", "identity_credential"))
                .text("accessToken");
    }

    private String nonce() {
        return authlete.call("vci-nonce").text("cnonce");
    }

    private String proof(String nonce) throws JOSEException {
        return proof(nonce, JWSAlgorithm.ES256);
    }

    private String proof(String nonce, JWSAlgorithm algorithm) throws JOSEException {
        ECKey signer = algorithm.equals(JWSAlgorithm.ES256) ? key : new ECKeyGenerator(Curve.P_384).generate();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .audience("http://localhost:8080")
                .issueTime(new Date(authlete.clock.millis()));
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(new JOSEObjectType("openid4vci-proof+jwt"))
                        .jwk(signer.toPublicJWK())
                        .build(),
                (nonce == null ? claims : claims.claim("nonce", nonce)).build());
        proof.sign(new ECDSASigner(signer));
        return proof.serialize();
    }

    private static String request(String... proofs) {
        return named("credential_configuration_id", proofs);
    }

    private static String named(String name, String... proofs) {
        return Authlete.MAPPER.writeValueAsString(
                Map.of(name, "IdentityCredential", "proofs", Map.of("jwt", List.of(proofs))));
    }

    private Result parse(String token, String request) {
        return authlete.call("vci-single-parse", "accessToken", token, "requestContent", request);
    }

    private Result issue(String token, Result parsed, boolean deferred) {
        return authlete.call(
                "vci-single-issue",
                "accessToken",
                token,
                "order",
                Authlete.json(
                        "requestIdentifier",
                        parsed.json().at("/info/identifier").asString(),
                        "credentialPayload",
                        "{\"family_name\":\"Doe\"}",
                        "issuanceDeferred",
                        deferred));
    }

    @Test
    void aCredentialIsBoundToTheKeyAndDisclosesItsClaimsOneByOne() throws Exception {
        String token = token();
        Result parsed = parse(token, request(proof(nonce())));
        assertThat(parsed.action()).isEqualTo("OK");
        Result issued = issue(token, parsed, false);
        assertThat(issued.action()).isEqualTo("OK");

        SDJWT credential =
                SDJWT.parse(issued.content().at("/credentials/0/credential").asString());
        JWTClaimsSet claims = JWTParser.parse(credential.getCredentialJwt()).getJWTClaimsSet();
        assertThat(claims.getClaim("family_name")).isNull();
        assertThat(claims.getStringClaim("vct")).isEqualTo("https://credentials.example.com/identity_credential");
        assertThat(claims.getJSONObjectClaim("cnf")).containsKey("jwk");
        assertThat(credential.getDisclosures()).hasSize(1);
        assertThat(credential.getDisclosures().get(0).getClaimName()).isEqualTo("family_name");
        assertThat(issue(token, parsed, false).action()).isEqualTo("CALLER_ERROR");
    }

    @Test
    void aDeferredCredentialIsFetchedOnceByWhoAskedForIt() throws Exception {
        String token = token();
        Result accepted = issue(token, parse(token, request(proof(nonce()))), true);
        assertThat(accepted.action()).isEqualTo("ACCEPTED");
        assertThat(accepted.content().propertyNames()).containsExactlyInAnyOrder("transaction_id", "interval");
        String content = accepted.text("responseContent");
        String stranger = authlete.tokens(authlete.client()).text("accessToken");

        assertThat(deferred(stranger, content).content().path("error").asString())
                .isEqualTo("invalid_transaction_id");
        assertThat(deferred(token, content).action()).isEqualTo("OK");
        Object order = Authlete.json("requestIdentifier", accepted.text("transactionId"));
        Result issued = authlete.call("vci-deferred-issue", "order", order);
        assertThat(issued.action()).isEqualTo("OK");
        assertThat(issued.content().at("/credentials/0/credential").asString()).isNotEmpty();
        assertThat(authlete.call("vci-deferred-issue", "order", order).action()).isEqualTo("CALLER_ERROR");
    }

    private Result deferred(String token, String content) {
        return authlete.call("vci-deferred-parse", "accessToken", token, "requestContent", content);
    }

    @Test
    void whatTheTokenIsNotGoodForIsRefused() throws JOSEException {
        String request = request(proof(nonce()));

        assertThat(parse("nobody's", request).action()).isEqualTo("UNAUTHORIZED");
        assertThat(parse(authlete.tokens(authlete.client()).text("accessToken"), request)
                        .code())
                .isEqualTo("A917305");
        assertThat(parse(token(), "none").code()).isEqualTo("A917301");
    }

    @Test
    void aProofNeedsANonceThatLives() throws JOSEException, ParseException {
        String nonce = nonce();
        String token = token();

        assertThat(parse(token, request(proof("made-up")))
                        .content()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_nonce");
        assertThat(parse(token, request(proof(nonce))).action()).isEqualTo("OK");
        authlete.advance(Duration.ofDays(2));
        assertThat(parse(token(), request(proof(nonce))).code()).isEqualTo("A918307");
    }

    @Test
    @Scenario("N62")
    void everyProofBringsACredentialOfItsOwn() throws Exception {
        String token = token();
        String nonce = nonce();
        String[] proofs = {proof(nonce), proof(nonce)};

        Result issued = issue(token, parse(token, request(proofs)), false);
        assertThat(issued.content().propertyNames()).containsExactly("credentials");
        List<String> credentials = issued.content()
                .path("credentials")
                .valueStream()
                .map(one -> one.path("credential").asString())
                .toList();
        assertThat(credentials).hasSize(2).doesNotHaveDuplicates();

        String[] many = Stream.generate(() -> proofs[0]).limit(11).toArray(String[]::new);
        assertThat(parse(token, request(many)).verdict()).isEqualTo("BAD_REQUEST A918309 invalid_proof");
    }

    @Test
    @Scenario("N62")
    void aProofIsNeededAndHasToBeOfTheFinalVersion() throws JOSEException {
        String token = token();
        String nonce = nonce();
        String old = Authlete.MAPPER.writeValueAsString(Map.of(
                "credential_configuration_id",
                "IdentityCredential",
                "proof",
                Map.of("proof_type", "jwt", "jwt", proof(nonce))));

        assertThat(parse(token, old).verdict()).isEqualTo("BAD_REQUEST A918308 invalid_proof");
        assertThat(parse(token, request()).verdict()).isEqualTo("BAD_REQUEST A918309 invalid_proof");
        assertThat(parse(token, request(proof(null))).verdict()).isEqualTo("BAD_REQUEST A918310 invalid_proof");
        assertThat(parse(token, request(proof(nonce, JWSAlgorithm.ES384))).verdict())
                .isEqualTo("BAD_REQUEST A918311 invalid_proof");
    }

    @Test
    @Scenario("N62")
    void aCredentialIsAskedForByOneName() throws JOSEException {
        String token = token();
        String proof = proof(nonce());

        assertThat(parse(token, named("credential_identifier", proof)).verdict())
                .isEqualTo("BAD_REQUEST A917307 unknown_credential_identifier");
        assertThat(parse(token, named("format", proof)).verdict())
                .isEqualTo("BAD_REQUEST A917306 invalid_credential_request");
        String encrypted = request(proof).replace("{\"", "{\"credential_response_encryption\":{},\"");
        assertThat(parse(token, encrypted).verdict()).isEqualTo("BAD_REQUEST A917308 invalid_encryption_parameters");
    }

    @Test
    @Scenario("N62")
    void authorizationDetailsNameTheCredentialByItsIdentifier() throws JOSEException {
        Settings.set(authlete, "supportedAuthorizationDetailsTypes", List.of("openid_credential"));
        Registered rich = authlete.client("authorizationDetailsTypes", new String[] {"openid_credential"});
        Result tokens = authlete.redeem(
                rich,
                authlete.code(
                        rich,
                        "authorization_details",
                        "[{\"type\":\"openid_credential\",\"credential_configuration_id\":\"IdentityCredential\"}]"));
        assertThat(tokens.content()
                        .at("/authorization_details/0/credential_identifiers/0")
                        .asString())
                .isEqualTo("IdentityCredential");

        String token = tokens.text("accessToken");
        assertThat(parse(token, named("credential_identifier", proof(nonce()))).action())
                .isEqualTo("OK");
        assertThat(parse(token, request(proof(nonce()))).verdict())
                .isEqualTo("BAD_REQUEST A917305 unknown_credential_configuration");
    }

    @Test
    @Scenario("N62")
    void aNonceIsEverybodysWithinAWindow() {
        Settings.set(authlete, "cnonceDuration", 60);
        String nonce = nonce();
        assertThat(nonce()).isEqualTo(nonce);
        authlete.advance(Duration.ofSeconds(60));
        assertThat(nonce()).isNotEqualTo(nonce);
    }

    @Test
    @Scenario("N62")
    void draftsAreNotFaked() {
        Settings.set(authlete, "oid4vciVersion", "1.0-ID1");
        assertThat(authlete.call("vci-metadata").code()).isEqualTo("A999201");
        Settings.set(authlete, "oid4vciVersion", "1.0");
        assertThat(authlete.call("vci-metadata").action()).isEqualTo("OK");
    }

    @Test
    void anOfferIsRedeemedOnceWithItsTransactionCode() throws JOSEException {
        Result offer = authlete.call(
                "vci-offer-create",
                "subject",
                "john",
                "credentialConfigurationIds",
                List.of("IdentityCredential"),
                "preAuthorizedCodeGrantIncluded",
                true,
                "txCode",
                "1234");
        assertThat(offer.action()).isEqualTo("CREATED");
        String code = offer.json().at("/info/preAuthorizedCode").asString();

        assertThat(redeem(code, "9999").verdict()).isEqualTo("BAD_REQUEST A909304 invalid_grant");
        Result tokens = redeem(code, "1234");
        assertThat(tokens.action()).isEqualTo("OK");
        assertThat(tokens.content().has("authorization_details")).isFalse();
        assertThat(parse(tokens.text("accessToken"), request(proof(nonce()))).action())
                .isEqualTo("OK");
        assertThat(redeem(code, "1234").code()).isEqualTo("A909303");
    }

    private Result redeem(String code, String txCode) {
        return authlete.token(
                wallet,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:pre-authorized_code",
                "pre-authorized_code",
                code,
                "tx_code",
                txCode);
    }
}
