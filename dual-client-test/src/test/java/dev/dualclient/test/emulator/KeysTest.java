package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @ParameterizedTest
    @EnumSource
    void aKeyInHardwareIsMadeShownAndDeleted(AuthleteVersion version) throws GeneralSecurityException {
        Authlete either = new Authlete(version);
        Result created = either.call("hsk-create", "kty", "EC", "use", "sig", "alg", "ES256", "hsmName", "google");
        assertThat(created.action()).isEqualTo("SUCCESS");
        String handle = created.json().at("/hsk/handle").asString();
        byte[] der =
                Base64.getDecoder().decode(created.json().at("/hsk/publicKey").asString());
        assertThat(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)))
                .isInstanceOf(ECPublicKey.class);

        Map<String, String> path = Map.of("handle", handle);
        assertThat(either.read("hsk-get", path).json().path("hsk"))
                .isEqualTo(created.json().path("hsk"));
        assertThat(either.read("hsk-get-list", Map.of()).json().path("hsks")).hasSize(1);
        assertThat(either.read("hsk-delete", path).action()).isEqualTo("SUCCESS");
        assertThat(either.read("hsk-delete", path).action()).isEqualTo("NOT_FOUND");
        assertThat(either.read("hsk-get", path).action()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "'', sig, ES256, google, A263201",
        "OKP, sig, EdDSA, google, A263202",
        "EC, both, ES256, google, A263202",
        "EC, sig, RS256, google, A263204",
        "EC, enc, ECDH-ES, google, A263204",
        "EC, sig, ES256, nowhere, A264201"
    })
    void aKeyThatTheModuleCannotMakeIsRefused(String kty, String use, String alg, String module, String code) {
        Result refused = authlete.call("hsk-create", "kty", kty, "use", use, "alg", alg, "hsmName", module);

        assertThat(refused.action()).isEqualTo("INVALID_REQUEST");
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void withoutHardwareThereAreNoKeys() {
        Settings.set(authlete, "hsmEnabled", false);

        assertThat(authlete.read("hsk-get-list", Map.of()).code()).isEqualTo("A269201");
        assertThat(authlete.call("hsk-create").code()).isEqualTo("A266201");
    }

    @Test
    void whatTheServiceSignedVerifiesUntilItExpires() {
        String idToken = authlete.tokens(authlete.client()).text("idToken");

        Result valid = authlete.call("jose-verify", "jose", idToken, "mandatoryClaims", List.of("sub", "exp"));
        assertThat(valid.json().path("valid").asBoolean()).isTrue();
        assertThat(valid.json().path("signatureValid").asBoolean()).isTrue();
        authlete.advance(Duration.ofDays(2));
        Result expired = authlete.call("jose-verify", "jose", idToken);
        assertThat(expired.code()).isEqualTo("A160206");
        assertThat(expired.json().path("invalidClaims").toString()).isEqualTo("[\"exp\"]");
        assertThat(expired.json().path("signatureValid").asBoolean()).isTrue();
        assertThat(authlete.call("jose-verify", "jose", idToken, "clockSkew", 2 * 86400)
                        .code())
                .isEqualTo("A160001");
    }

    @Test
    void whatAnotherServiceSignedDoesNot() {
        Authlete other = new Authlete(AuthleteVersion.V2_3);
        String idToken = other.tokens(other.client()).text("idToken");

        assertThat(authlete.call("jose-verify", "jose", idToken).code()).isEqualTo("A160221");
    }

    @Test
    void aClientsSignatureVerifiesWithTheKeysItRegistered() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        Registered client = authlete.client("jwks", new JWKSet(key.toPublicJWK()).toString());
        String signed = signed(key);

        assertThat(verify(signed, client)).isEqualTo("A160001");
        assertThat(verify(signed, authlete.client())).isEqualTo("A160301");
        assertThat(verify(signed, new Registered(1, ""))).isEqualTo("A160216");
        assertThat(verify(signed(new ECKeyGenerator(Curve.P_256).keyID("k").generate()), client))
                .isEqualTo("A160219");
        assertThat(verify(signed(new ECKeyGenerator(Curve.P_256).keyID("other").generate()), client))
                .isEqualTo("A160221");
        assertThat(authlete.call("jose-verify", "jose", signed, "signedByClient", true)
                        .code())
                .isEqualTo("A160215");
    }

    private String verify(String jose, Registered client) {
        return authlete.call(
                        "jose-verify",
                        "jose",
                        jose,
                        "signedByClient",
                        true,
                        "clientIdentifier",
                        Long.toString(client.id()))
                .code();
    }

    private static String signed(ECKey key) throws JOSEException {
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new Payload("{\"a\":1}"));
        jws.sign(new ECDSASigner(key));
        return jws.serialize();
    }

    @Test
    void whatIsWrongIsTold() throws JOSEException {
        JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload("no JSON"));
        jws.sign(new MACSigner(new byte[32]));
        Result result = authlete.call(
                "jose-verify", "jose", jws.serialize(), "mandatoryClaims", List.of("sub"), "clientIdentifier", "1");

        assertThat(result.code()).isEqualTo("A160203");
        assertThat(result.json().path("errorDescriptions")).hasSize(2);
        assertThat(authlete.call("jose-verify", "jose", "a.b.c").code()).isEqualTo("A160202");
        assertThat(authlete.call("jose-verify", Map.of(), Map.of(), json()).status())
                .isEqualTo(400);
    }
}
