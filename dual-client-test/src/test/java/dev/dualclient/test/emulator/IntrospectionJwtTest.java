package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Introspection answers as JWTs (RFC 9701). */
class IntrospectionJwtTest {

    private static final ECKey KEY = ClientKeys.ec("rs");

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client();
    private final String token = authlete.tokens(client).text("accessToken");

    private static Result introspect(Authlete authlete, String token, Object... more) {
        ObjectNode body = Authlete.json(
                "parameters", form("token", token),
                "httpAcceptHeader", "application/token-introspection+jwt",
                "rsUri", "https://rs.example.com");
        body.setAll(Authlete.json(more));
        return authlete.call("auth-introspection-standard", Map.of(), Map.of(), body);
    }

    @Test
    void anAnswerIsSignedForTheResourceServer() throws Exception {
        Result answer = introspect(authlete, token);
        SignedJWT jwt = SignedJWT.parse(answer.text("responseContent"));

        assertThat(answer.action()).isEqualTo("JWT");
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://rs.example.com");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("http://localhost:8080");
        assertThat(jwt.getJWTClaimsSet().getJSONObjectClaim("token_introspection"))
                .containsEntry("active", true)
                .containsEntry("sub", "john");
    }

    @Test
    void anUnknownTokenIsInactiveThereToo() throws Exception {
        SignedJWT jwt = SignedJWT.parse(introspect(authlete, "nobody's").text("responseContent"));

        assertThat(jwt.getJWTClaimsSet().getJSONObjectClaim("token_introspection"))
                .isEqualTo(Map.of("active", false));
    }

    @Test
    void anAnswerCanBeEncryptedAndSignedBySharedKeys() throws Exception {
        Result sealed = introspect(
                authlete,
                token,
                "introspectionEncryptionAlg",
                "ECDH_ES",
                "introspectionEncryptionEnc",
                "A256GCM",
                "publicKeyForEncryption",
                KEY.toPublicJWK().toJSONString());
        JWEObject jwe = JWEObject.parse(sealed.text("responseContent"));
        jwe.decrypt(new ECDHDecrypter(KEY));
        assertThat(jwe.getHeader().getEncryptionMethod().getName()).isEqualTo("A256GCM");
        assertThat(jwe.getPayload().toSignedJWT().getJWTClaimsSet().getClaims()).containsKey("token_introspection");

        String shared = "a-key-that-both-of-us-know-and-nobody-else";
        Result signed = introspect(authlete, token, "introspectionSignAlg", "HS256", "sharedKeyForSign", shared);
        assertThat(SignedJWT.parse(signed.text("responseContent")).verify(new MACVerifier(shared)))
                .isTrue();
    }

    @Test
    void aTokenForAnotherResourceServerIsInactive() {
        String narrow = authlete.token(client, "grant_type", "client_credentials", "resource", "https://other.example")
                .text("accessToken");
        Result plain = authlete.call(
                "auth-introspection-standard", "parameters", form("token", narrow), "rsUri", "https://rs.example.com");

        assertThat(plain.content().path("active").asBoolean()).isFalse();
        assertThat(authlete.active(narrow)).isTrue();
    }

    @Test
    void the2Point3ServerDoesNotKnowOfIt() {
        Authlete older = new Authlete(AuthleteVersion.V2_3);
        Result answer = introspect(older, older.tokens(older.client()).text("accessToken"));

        assertThat(answer.action()).isEqualTo("OK");
        assertThat(answer.content().path("active").asBoolean()).isTrue();
    }
}
