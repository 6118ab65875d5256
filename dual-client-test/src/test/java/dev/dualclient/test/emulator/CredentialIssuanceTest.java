package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.sd.SDJWT;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
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

    private String request(String nonce) throws JOSEException {
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("openid4vci-proof+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new JWTClaimsSet.Builder()
                        .audience("http://localhost:8080")
                        .issueTime(new Date(authlete.clock.millis()))
                        .claim("nonce", nonce)
                        .build());
        proof.sign(new ECDSASigner(key));
        return "{\"credential_configuration_id\":\"IdentityCredential\",\"proof\":{\"proof_type\":\"jwt\",\"jwt\":\""
                + proof.serialize() + "\"}}";
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
        Result parsed = parse(token, request(nonce()));
        assertThat(parsed.action()).isEqualTo("OK");
        Result issued = issue(token, parsed, false);
        assertThat(issued.action()).isEqualTo("OK");

        SDJWT credential = SDJWT.parse(issued.content().path("credential").asString());
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
        Result accepted = issue(token, parse(token, request(nonce())), true);
        assertThat(accepted.action()).isEqualTo("ACCEPTED");
        String content = accepted.text("responseContent");
        String stranger = authlete.tokens(authlete.client()).text("accessToken");

        assertThat(deferred(stranger, content).content().path("error").asString())
                .isEqualTo("invalid_transaction_id");
        assertThat(deferred(token, content).action()).isEqualTo("OK");
        Object order = Authlete.json("requestIdentifier", accepted.text("transactionId"));
        assertThat(authlete.call("vci-deferred-issue", "order", order).action()).isEqualTo("OK");
        assertThat(authlete.call("vci-deferred-issue", "order", order).action()).isEqualTo("CALLER_ERROR");
    }

    private Result deferred(String token, String content) {
        return authlete.call("vci-deferred-parse", "accessToken", token, "requestContent", content);
    }

    @Test
    void whatTheTokenIsNotGoodForIsRefused() throws JOSEException {
        String request = request(nonce());

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

        assertThat(parse(token, request("made-up")).content().path("error").asString())
                .isEqualTo("invalid_nonce");
        assertThat(parse(token, request(nonce)).action()).isEqualTo("OK");
        authlete.advance(Duration.ofDays(2));
        assertThat(parse(token(), request(nonce)).code()).isEqualTo("A918307");
    }

    @Test
    void anOfferIsRedeemedOnceWithItsTransactionCode() {
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
        assertThat(parse(tokens.text("accessToken"), "{\"credential_configuration_id\":\"IdentityCredential\"}")
                        .action())
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
