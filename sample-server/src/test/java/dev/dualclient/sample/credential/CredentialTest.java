package dev.dualclient.sample.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.GrantType;
import com.authlete.sd.SDJWT;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CredentialTest extends SampleTest {

    private static final String SCOPE = "identity_credential";
    private static final String SLOW = "{\"credential_configuration_id\":\"IdentityCredentialJwt\"}";
    private static final String FAST = "{\"credential_configuration_id\":\"IdentityCredential\"}";

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send("POST", path, body, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    private static String token(Home home) {
        return tokens(home, client(), SCOPE).getAccessToken();
    }

    // ---- what everybody may read ----

    @ParameterizedTest
    @CsvSource({
        "GET, /.well-known/openid-credential-issuer, credential_issuer",
        "GET, /.well-known/jwt-issuer, issuer",
        "GET, /api/vci/jwks, keys",
        "POST, /api/nonce, c_nonce"
    })
    @Scenario("A16")
    void documentsAreThePrimarys(String method, String path, String field) throws Exception {
        HttpResponse<String> response = send(method, path, null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(response).has(field)).isTrue();
        assertThat(EMULATORS.calls()).hasToString("1/0");

        takeDown(Home.PRIMARY);
        assertThatItIsUnavailable(send(method, path, null));
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void noPrivateKeyIsTold() throws Exception {
        JWKSet keys = JWKSet.parse(get("/api/vci/jwks").body());

        assertThat(keys.getKeys()).isNotEmpty().noneMatch(key -> key.isPrivate());
    }

    // ---- credentials ----

    @Test
    void aWalletGetsACredentialThatIsBoundToItsKey() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();

        HttpResponse<String> response = post("/api/credential", token(Home.PRIMARY), bound(proof(key, nonce())));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        SDJWT credential =
                SDJWT.parse(json(response).at("/credentials/0/credential").asString());
        SignedJWT jwt = SignedJWT.parse(credential.getCredentialJwt());
        assertThat(jwt.getJWTClaimsSet().getJSONObjectClaim("cnf").toString())
                .contains(key.getX().toString());
        assertThat(credential.getDisclosures())
                .extracting(disclosure -> disclosure.getClaimName() + "=" + disclosure.getClaimValue())
                .containsExactlyInAnyOrder("given_name=John", "family_name=Doe", "email=john@example.com");
        JWKSet issuer = JWKSet.parse(get("/api/vci/jwks").body());
        ECKey signer = issuer.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
        assertThat(jwt.verify(new ECDSAVerifier(signer))).isTrue();
    }

    @Test
    @Scenario("N62")
    void aWalletGetsACredentialForEachOfItsKeys() throws Exception {
        String nonce = nonce();
        JsonNode metadata = json(get("/.well-known/openid-credential-issuer"));
        assertThat(metadata.at("/batch_credential_issuance/batch_size").asInt()).isGreaterThan(1);
        ECKey[] keys = {
            new ECKeyGenerator(Curve.P_256).generate(), new ECKeyGenerator(Curve.P_256).generate(),
        };

        JsonNode credentials = json(post(
                        "/api/credential", token(Home.PRIMARY), bound(proof(keys[0], nonce), proof(keys[1], nonce))))
                .path("credentials");

        assertThat(credentials).hasSize(2);
        for (int i = 0; i < keys.length; i++) {
            SDJWT credential = SDJWT.parse(credentials.get(i).path("credential").asString());
            assertThat(SignedJWT.parse(credential.getCredentialJwt())
                            .getJWTClaimsSet()
                            .getJSONObjectClaim("cnf")
                            .toString())
                    .contains(keys[i].getX().toString());
        }
    }

    /** Every field of the metadata is used: what it names is there, and what it says of credentials is what they are. */
    @Test
    @Scenario("N62")
    void theMetadataNameWhatWorks() throws Exception {
        JsonNode metadata = json(get("/.well-known/openid-credential-issuer"));
        assertThat(metadata.propertyNames())
                .containsExactlyInAnyOrder(
                        "credential_issuer",
                        "credential_endpoint",
                        "deferred_credential_endpoint",
                        "nonce_endpoint",
                        "batch_credential_issuance", // aWalletGetsACredentialForEachOfItsKeys
                        "credential_configurations_supported");
        String issuer = metadata.path("credential_issuer").asString();
        for (String endpoint : List.of("credential_endpoint", "deferred_credential_endpoint", "nonce_endpoint")) {
            String address = metadata.path(endpoint).asString();
            assertThat(address).startsWith(issuer);
            assertThat(send("POST", address.substring(issuer.length()), "{}", "Content-Type", "application/json")
                            .statusCode())
                    .as(endpoint)
                    .isIn(200, 401);
        }
        for (Map.Entry<String, JsonNode> one :
                metadata.path("credential_configurations_supported").properties()) {
            JsonNode configuration = one.getValue();
            String token = tokens(
                            Home.PRIMARY, client(), configuration.path("scope").asString())
                    .getAccessToken();
            boolean bound = configuration.has("proof_types_supported");
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            String request = "{\"credential_configuration_id\":\"" + one.getKey() + "\""
                    + (bound ? ",\"proofs\":{\"jwt\":[\"" + proof(key, nonce()) + "\"]}" : "") + "}";
            assertThat(post("/api/credential", token, request).statusCode())
                    .as(one.getKey())
                    .isIn(200, 202);
        }
    }

    private String nonce() throws Exception {
        return json(send("POST", "/api/nonce", null)).path("c_nonce").asString();
    }

    private static String bound(String... proofs) {
        return "{\"credential_configuration_id\":\"IdentityCredential\",\"proofs\":{\"jwt\":[\""
                + String.join("\",\"", proofs) + "\"]}}";
    }

    private static String proof(ECKey key, String nonce) throws JOSEException {
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("openid4vci-proof+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new JWTClaimsSet.Builder()
                        .audience("http://localhost:8080")
                        .issueTime(Date.from(Instant.now()))
                        .claim("nonce", nonce)
                        .build());
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    @Test
    void aPromisedCredentialIsFetchedOnce() throws Exception {
        String token = token(Home.PRIMARY);

        HttpResponse<String> promise = post("/api/credential", token, SLOW);
        assertThat(promise.statusCode()).isEqualTo(202);
        assertThat(json(promise).path("interval").asInt()).isPositive();
        String transaction =
                "{\"transaction_id\":\"" + json(promise).path("transaction_id").asString() + "\"}";

        HttpResponse<String> stranger = post("/api/deferred_credential", token(Home.PRIMARY), transaction);
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(json(stranger).path("error").asString()).isEqualTo("invalid_transaction_id");
        HttpResponse<String> kept = post("/api/deferred_credential", token, transaction);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(SignedJWT.parse(json(kept).at("/credentials/0/credential").asString())
                        .getJWTClaimsSet()
                        .getStringClaim("family_name"))
                .isEqualTo("Doe");
        assertThat(post("/api/deferred_credential", token, transaction).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBatchOfTheDraftsBringsSeveralCredentials() throws Exception {
        String fast = bound(proof(new ECKeyGenerator(Curve.P_256).generate(), nonce()));
        HttpResponse<String> response = post(
                "/api/batch_credential",
                token(Home.PRIMARY),
                "{\"credential_requests\":[" + fast + "," + fast + "," + SLOW + "]}");

        assertThat(response.statusCode()).isEqualTo(200);
        List<String> kinds = json(response)
                .path("credential_responses")
                .valueStream()
                .map(one -> one.propertyNames().iterator().next())
                .toList();
        assertThat(kinds).containsExactly("credentials", "credentials", "transaction_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/credential", "/api/batch_credential", "/api/deferred_credential"})
    @Scenario("A17")
    void aTokenThatThePrimaryDoesNotKnowGetsNoCredential(String path) throws Exception {
        for (Home home : new Home[] {Home.SECONDARY, Home.NOBODY}) {
            String token = token(home);
            EMULATORS.mark();

            assertThatItIsInvalidToken(post(path, token, FAST));

            assertThat(EMULATORS.calls()).hasToString("1/0");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("A16")
    void whileThePrimaryIsDownNobodyGetsACredential(Home home) throws Exception {
        String token = token(home);
        takeDown(Home.PRIMARY);

        assertThatItIsUnavailable(post("/api/credential", token, FAST));
        assertThatItIsUnavailable(post("/api/batch_credential", token, "{\"credential_requests\":[" + FAST + "]}"));
        assertThatItIsUnavailable(post("/api/deferred_credential", token, "{\"transaction_id\":\"t\"}"));
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void anOutageInTheMiddleLosesNothing() throws Exception {
        String token = token(Home.PRIMARY);
        String transaction = "{\"transaction_id\":\""
                + json(post("/api/credential", token, SLOW))
                        .path("transaction_id")
                        .asString()
                + "\"}";
        EMULATORS.primary().faults().on("vci-deferred-issue").drop();

        assertThatItIsUnavailable(post("/api/deferred_credential", token, transaction));
        EMULATORS.primary().faults().clear();

        assertThat(post("/api/deferred_credential", token, transaction).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/credential | no JSON | invalid_credential_request",
                "/api/credential | {\"credential_configuration_id\":\"Unknown\"} | unknown_credential_configuration",
                "/api/credential | {\"credential_configuration_id\":\"IdentityCredential\",\"proofs\":{\"jwt\":[\"a.b.c\"]}} | invalid_proof",
                "/api/credential | {\"credential_configuration_id\":\"IdentityCredential\"} | invalid_proof",
                "/api/credential | {\"credential_identifier\":\"IdentityCredential\"} | unknown_credential_identifier",
                "/api/credential | {\"format\":\"dc+sd-jwt\"} | invalid_credential_request",
                "/api/batch_credential | {} | invalid_credential_request",
                "/api/batch_credential | [] | invalid_credential_request",
                "/api/deferred_credential | {} | invalid_transaction_id",
                "/api/deferred_credential | {\"transaction_id\":\"none\"} | invalid_transaction_id"
            })
    void aWrongRequestIsRefusedInTheWordsOfTheSpecification(String path, String body, String error) throws Exception {
        HttpResponse<String> refused = post(path, token(Home.PRIMARY), body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("error").asString()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/credential", "/api/batch_credential", "/api/deferred_credential"})
    void onlyJsonOfAReasonableSizeIsRead(String path) throws Exception {
        assertThat(send("POST", path, FAST, "Content-Type", "text/plain", "Authorization", "Bearer t")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(path, "t", "{\"x\":\"" + "y".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(get(path).statusCode()).isEqualTo(405);
        HttpResponse<String> nobody = send("POST", path, FAST, "Content-Type", "application/json");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    // ---- offers ----

    @Test
    void aUserOffersACredentialAndAWalletTakesIt() throws Exception {
        TestClient wallet = EMULATORS
                .client()
                .publicClient()
                .with(client -> client.setTokenAuthMethod(ClientAuthMethod.NONE)
                        .setGrantTypes(new GrantType[] {GrantType.PRE_AUTHORIZED_CODE}))
                .atPrimary();
        HtmlPage offered;
        String code;
        String link;
        try (WebClient browser = new WebClient()) {
            HtmlPage page = open(browser, "/api/offer/issue");
            page.<HtmlInput>querySelector("input[value=IdentityCredential]").setChecked(true);
            offered = page.<HtmlButton>querySelector("main button").click();
            code = offered.getHtmlElementById("code").asNormalizedText();
            link = offered.<HtmlAnchor>querySelector("main a.button").getHrefAttribute();
        }
        assertThat(link).startsWith("openid-credential-offer://?credential_offer_uri=");
        String path = link.substring(link.indexOf("%2Fapi%2F")).replace("%2F", "/");

        HttpResponse<String> offer = get(path);
        assertThat(offer.statusCode()).isEqualTo(200);
        String preAuthorized = json(offer)
                .at("/grants/urn:ietf:params:oauth:grant-type:pre-authorized_code/pre-authorized_code")
                .asString();
        HttpResponse<String> tokens = send(
                "POST",
                "/api/token",
                form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:pre-authorized_code",
                        "client_id",
                        String.valueOf(wallet.id()),
                        "pre-authorized_code",
                        preAuthorized,
                        "tx_code",
                        code),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(tokens.statusCode()).isEqualTo(200);
        HttpResponse<String> credential = post(
                "/api/credential",
                json(tokens).path("access_token").asString(),
                bound(proof(new ECKeyGenerator(Curve.P_256).generate(), nonce())));
        assertThat(credential.statusCode()).isEqualTo(200);
    }

    @Test
    @Scenario("A16")
    void anOfferThatThereIsNotIsNotFound() throws Exception {
        assertThat(get("/api/offer/none").statusCode()).isEqualTo(404);
        assertThat(EMULATORS.calls()).hasToString("1/0");
        assertThat(send("POST", "/api/offer/none", null).statusCode()).isEqualTo(405);

        takeDown(Home.PRIMARY);
        assertThatItIsUnavailable(get("/api/offer/none"));
        assertThat(EMULATORS.calls().secondary()).isEmpty();
    }

    @Test
    void onlyWhatThereIsCanBeOffered() throws Exception {
        try (WebClient browser = new WebClient()) {
            HtmlPage page = open(browser, "/api/offer/issue");
            page.<HtmlInput>querySelector("input[name=credential]").setValue("Unknown");
            page.<HtmlInput>querySelector("input[name=credential]").setChecked(true);
            HtmlPage refused = page.<HtmlButton>querySelector("main button").click();
            assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);

            HtmlPage none = open(browser, "/api/offer/issue")
                    .<HtmlButton>querySelector("main button")
                    .click();
            assertThat(none.getWebResponse().getStatusCode()).isEqualTo(400);
        }
    }

    @Test
    void whoIsNotLoggedInOffersNothing() throws Exception {
        assertThat(get("/api/offer/issue").headers().firstValue("Location"))
                .hasValueSatisfying(login -> assertThat(login).contains("/login?continue="));
        assertThat(send("POST", "/api/offer/issue", null).statusCode()).isEqualTo(403);
    }
}
