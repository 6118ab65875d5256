package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the sample tells about itself holds for its clients and tokens in each state. */
class MetadataStatesTest extends SampleOnEmulators {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    @ParameterizedTest
    @EnumSource
    void theEndpointsThatTheDocumentNamesServeItsClients(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        for (String document : new String[] {OPENID, OAUTH}) {
            JsonNode metadata = json(server.get(document));
            String endpoint = metadata.path("token_endpoint").asString();

            HttpResponse<String> answer =
                    server.post(client, URI.create(endpoint).getPath(), form("grant_type", "client_credentials"));

            assertThat(metadata.path("issuer").asString()).isEqualTo(ISSUER);
            assertThat(answer.statusCode()).as(document).isEqualTo(home.anybody() ? 200 : 401);
        }
    }

    @Test
    void bothDocumentsAreTheSame() throws Exception {
        HttpResponse<String> oauth = server.get(OAUTH);

        assertThat(oauth.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(oauth)).isEqualTo(json(server.get(OPENID)));
        assertThat(json(oauth).propertyNames())
                .contains(
                        "pushed_authorization_request_endpoint",
                        "device_authorization_endpoint",
                        "backchannel_authentication_endpoint",
                        "end_session_endpoint");
        assertThat(server.send("POST", OAUTH, "x=y").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource
    void theKeysVerifyWhatEitherBackendSignsAndNothingElse(KnownTo home) throws Exception {
        String jwt = home.anybody()
                ? codeFlow()
                        .tokens(home.client(EMULATORS, change -> {}), "john", "openid")
                        .path("id_token")
                        .asString()
                : signedByAStranger();

        HttpResponse<String> keys = server.get("/api/jwks");

        assertThat(keys.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Signatures.verified(jwt, JWKSet.parse(keys.body())) != null).isEqualTo(home.anybody());
        assertThat(keys.body()).doesNotContain("\"d\"");
    }

    private static String signedByAStranger() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder().issuer(ISSUER).build());
        jwt.sign(new ECDSASigner(key("stranger")));
        return jwt.serialize();
    }
}
