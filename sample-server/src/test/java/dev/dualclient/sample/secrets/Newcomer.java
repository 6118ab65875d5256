package dev.dualclient.sample.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.CodeFlow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that nobody knew before: it registers, looks after itself and its grant, and fetches credentials. */
final class Newcomer {

    private static final String PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
    private static final String SCOPE = "openid identity_credential grant_management_query grant_management_revoke";

    private final Journey journey;
    private final String redirectUri;
    private final JsonNode self;

    Newcomer(Journey journey, String redirectUri) throws IOException, InterruptedException {
        this.journey = journey;
        this.redirectUri = redirectUri;
        this.self = expect(201, json("POST", "/api/register", "", metadata(Map.of())));
    }

    private Map<String, Object> metadata(Map<String, Object> more) {
        Map<String, Object> metadata = new TreeMap<>(more);
        metadata.put("client_name", "A newcomer");
        metadata.put("redirect_uris", List.of(redirectUri));
        metadata.put("grant_types", List.of("authorization_code", "refresh_token", PRE_AUTHORIZED));
        metadata.put("token_endpoint_auth_method", "client_secret_basic");
        return metadata;
    }

    /** RFC 7592, with and without the right token. */
    void manageItself() throws IOException, InterruptedException {
        String path = "/api/register/" + text(self, "client_id");
        String token = text(self, "registration_access_token");
        assertThat(json("GET", path, "no-such-registration-token", null).statusCode())
                .isEqualTo(401);
        expect(200, json("GET", path, token, null));
        expect(200, json("PUT", path, token, metadata(Map.of("client_id", text(self, "client_id")))));
    }

    /** Grant Management for OAuth 2.0. */
    void seeItsGrantAndGiveItBack() throws IOException, InterruptedException {
        JsonNode tokens = login("&grant_management_action=create");
        String path = "/api/gm/" + text(tokens, "grant_id");
        assertThat(json("GET", path, "no-such-grant-token", null).statusCode()).isEqualTo(401);
        expect(200, json("GET", path, text(tokens, "access_token"), null));
        assertThat(json("DELETE", path, text(tokens, "access_token"), null).statusCode())
                .isEqualTo(204);
    }

    /** OpenID for Verifiable Credential Issuance, with a token of the code flow. */
    void fetchCredentials() throws IOException, InterruptedException, JOSEException {
        String token = text(login(""), "access_token");
        Map<String, Object> fast = Map.of("credential_configuration_id", "IdentityCredential");
        Map<String, Object> slow = Map.of("credential_configuration_id", "IdentityCredentialJwt");
        Map<String, Object> proven = new TreeMap<>(fast);
        String nonce = text(expect(200, json("POST", "/api/nonce", "", null)), "c_nonce");
        String issuer =
                text(expect(200, json("GET", "/.well-known/openid-credential-issuer", "", null)), "credential_issuer");
        proven.put("proofs", Map.of("jwt", List.of(proof(issuer, nonce))));
        expect(200, json("POST", "/api/credential", token, proven));
        String transaction = text(expect(202, json("POST", "/api/credential", token, slow)), "transaction_id");
        expect(200, json("POST", "/api/deferred_credential", token, Map.of("transaction_id", transaction)));
        expect(200, json("POST", "/api/batch_credential", token, Map.of("credential_requests", List.of(proven, slow))));
        expect(401, json("POST", "/api/credential", "no-such-token-of-a-wallet", fast));
        expect(400, json("POST", "/api/deferred_credential", token, Map.of("transaction_id", "no-such-transaction")));
    }

    private static String proof(String issuer, String nonce) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("openid4vci-proof+jwt"))
                .jwk(key.toPublicJWK())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(issuer)
                .issueTime(Date.from(Instant.now()))
                .claim("nonce", nonce)
                .build();
        SignedJWT proof = new SignedJWT(header, claims);
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    /** The same, by an offer of the user. */
    void takeAnOffer() throws IOException, InterruptedException {
        HtmlPage page = journey.open("/api/offer/issue");
        page.<HtmlInput>querySelector("input[value=IdentityCredential]").setChecked(true);
        HtmlPage offered = page.<HtmlButton>querySelector("main button").click();
        String code = offered.getHtmlElementById("code").asNormalizedText();
        String link = offered.<HtmlAnchor>querySelector("main a.button").getHrefAttribute();
        String offer =
                URI.create(CodeFlow.parameter(link, "credential_offer_uri")).getPath();
        JsonNode grant = expect(200, json("GET", offer, "", null)).at("/grants/" + PRE_AUTHORIZED);
        for (String tried : List.of("no-such-tx-code", code)) {
            Map<String, String> form = Map.of(
                    "grant_type", PRE_AUTHORIZED,
                    "pre-authorized_code", text(grant, "pre-authorized_code"),
                    "tx_code", tried);
            assertThat(send("/api/token", form).statusCode()).isEqualTo(tried.equals(code) ? 200 : 400);
        }
    }

    /** OpenID Federation: nobody vouches for it. */
    void askToBeTrusted() throws IOException, InterruptedException {
        String statement = "application/entity-statement+jwt";
        assertThat(journey.send("POST", "/api/federation/register", "", statement, "an.entity.statement")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    /** Is forgotten by its user, and goes. */
    void leave() throws IOException, InterruptedException {
        login("");
        journey.press("/apps", "/apps/" + text(self, "client_id") + "/withdraw");
        String path = "/api/register/" + text(self, "client_id");
        assertThat(json("DELETE", path, text(self, "registration_access_token"), null)
                        .statusCode())
                .isEqualTo(204);
    }

    private JsonNode login(String more) throws IOException, InterruptedException {
        HtmlPage consent = journey.open("/api/authorization?response_type=code&client_id=" + text(self, "client_id")
                + "&redirect_uri=" + redirectUri + "&scope=" + SCOPE.replace(' ', '+') + more);
        HtmlPage back =
                consent.<HtmlButton>querySelector("button[value=authorize]").click();
        String code = CodeFlow.parameter(back.getUrl().toString(), "code");
        assertThat(code).as("%s", back.getUrl().getPath()).isNotEmpty();
        HttpResponse<String> tokens = send(
                "/api/token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri));
        return expect(200, tokens);
    }

    private HttpResponse<String> send(String path, Map<String, String> form) throws IOException, InterruptedException {
        return journey.send(path, text(self, "client_id"), text(self, "client_secret"), form);
    }

    private HttpResponse<String> json(String method, String path, String token, Object body)
            throws IOException, InterruptedException {
        String json = body == null ? "" : JsonMapper.shared().writeValueAsString(body);
        return journey.send(method, path, token, "application/json", json);
    }

    private static JsonNode expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("%s: %s", response.uri().getPath(), response.body())
                .isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
