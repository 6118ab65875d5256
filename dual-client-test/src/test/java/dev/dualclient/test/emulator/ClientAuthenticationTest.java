package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that authenticate by keys: assertions (RFC 7523) and certificates (RFC 8705). */
class ClientAuthenticationTest {

    private static final ECKey KEY = ClientKeys.ec("client");

    private static X509Certificate right;
    private static X509Certificate wrong;

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        right = TestCertificate.selfSigned(folder, "right");
        wrong = TestCertificate.selfSigned(folder, "wrong");
    }

    private static Registered asserting(Authlete authlete) {
        return authlete.client(
                "tokenAuthMethod", "PRIVATE_KEY_JWT", "tokenAuthSignAlg", "ES256", "jwks", ClientKeys.publicSet(KEY));
    }

    private static JWTClaimsSet.Builder claims(Authlete authlete, Registered client) {
        Date now = new Date(authlete.clock.millis());
        return new JWTClaimsSet.Builder()
                .issuer(Long.toString(client.id()))
                .subject(Long.toString(client.id()))
                .audience("http://localhost:8080")
                .issueTime(now)
                .expirationTime(new Date(now.getTime() + 60_000))
                .jwtID(UUID.randomUUID().toString());
    }

    private static Result token(Authlete authlete, String assertion) {
        return authlete.call(
                "auth-token",
                "parameters",
                form(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        JWTAuthentication.CLIENT_ASSERTION_TYPE,
                        "client_assertion",
                        assertion));
    }

    @ParameterizedTest
    @EnumSource
    void anAssertionIsAcceptedOnce(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        String assertion =
                ClientKeys.sign(KEY, claims(either, asserting(either)).build());

        assertThat(token(either, assertion).action()).isEqualTo("OK");
        assertThat(token(either, assertion).verdict()).isEqualTo("INVALID_CLIENT A157353 invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "sub, somebody, A157316",
        "aud, https://elsewhere.example, A157318",
        "exp, 1, A157320",
        "exp, , A157319",
        "jti, , A157324"
    })
    void anAssertionIsAboutItsClientAndForUsNow(String claim, String value, String code) {
        JWTClaimsSet.Builder claims = claims(authlete, asserting(authlete));
        if (claim.equals("exp")) {
            claims.expirationTime(value == null ? null : new Date(Long.parseLong(value)));
        } else {
            claims.claim(claim, value);
        }

        assertThat(token(authlete, ClientKeys.sign(KEY, claims.build())).code()).isEqualTo(code);
    }

    /** Of 3.0 alone: 2.3 does not have the setting. */
    @Test
    @Scenario("N62")
    void anAudienceThatIsRestrictedIsTheIssuerAsAString() {
        Registered client = asserting(authlete);
        String issuer = "http://localhost:8080";
        Settings.set(authlete, "clientAssertionAudRestrictedToIssuer", true);

        assertThat(token(
                                authlete,
                                ClientKeys.sign(
                                        KEY, audience(authlete, client, List.of(issuer, "https://elsewhere.example"))))
                        .code())
                .isEqualTo("A157318");
        assertThat(token(authlete, ClientKeys.sign(KEY, audience(authlete, client, issuer + "/api/token")))
                        .code())
                .isEqualTo("A157318");
        assertThat(token(authlete, ClientKeys.sign(KEY, audience(authlete, client, issuer)))
                        .text("action"))
                .isEqualTo("OK");
    }

    private static JWTClaimsSet audience(Authlete authlete, Registered client, Object audience) {
        return claims(authlete, client).claim("aud", audience).build();
    }

    @Test
    void anAssertionIsSignedByTheClient() {
        Registered client = asserting(authlete);
        JWTClaimsSet claims = claims(authlete, client).build();

        assertThat(token(authlete, ClientKeys.sign(ClientKeys.ec("client"), claims))
                        .code())
                .isEqualTo("A157326");
        assertThat(token(authlete, ClientKeys.sign(ClientKeys.ec("another"), claims))
                        .code())
                .isEqualTo("A156304");
        assertThat(token(authlete, ClientKeys.sign("a-secret-of-the-length-that-hmacs-ask-for", claims))
                        .code())
                .isEqualTo("A157313");
        assertThat(authlete.token(client, "grant_type", "client_credentials").code())
                .isEqualTo("A157309");
    }

    @Test
    void aSecretCanSignToo() {
        Registered client = authlete.client("tokenAuthMethod", "CLIENT_SECRET_JWT");
        String assertion =
                ClientKeys.sign(client.secret(), claims(authlete, client).build());
        String wrong =
                ClientKeys.sign(client.secret() + "x", claims(authlete, client).build());

        assertThat(token(authlete, assertion).action()).isEqualTo("OK");
        assertThat(token(authlete, assertion).code()).isEqualTo("A157353");
        assertThat(token(authlete, wrong).code()).isEqualTo("A157326");
    }

    @Test
    void anAssertionServesAtEveryEndpoint() {
        Registered client = asserting(authlete);
        String[] parameters = {
            "response_type",
            "code",
            "redirect_uri",
            Authlete.CALLBACK,
            "client_assertion_type",
            JWTAuthentication.CLIENT_ASSERTION_TYPE,
            "client_assertion",
            ClientKeys.sign(KEY, claims(authlete, client).build())
        };

        assertThat(authlete.call("pushed-auth-req", "parameters", form(parameters))
                        .action())
                .isEqualTo("CREATED");
        assertThat(authlete.call("pushed-auth-req", "parameters", form(parameters))
                        .verdict())
                .isEqualTo("UNAUTHORIZED A157353 invalid_client");
    }

    private Result token(Registered client, X509Certificate certificate) {
        return authlete.call(
                "auth-token",
                "parameters",
                form("grant_type", "client_credentials", "client_id", Long.toString(client.id())),
                "clientCertificate",
                X509CertUtils.toPEMString(certificate));
    }

    @Test
    void aCertificateHasTheNameThatIsRegistered() throws Exception {
        Registered named =
                authlete.client("tokenAuthMethod", "TLS_CLIENT_AUTH", "tlsClientAuthSubjectDn", "cn=right,o=Clients");
        Registered hosted =
                authlete.client("tokenAuthMethod", "TLS_CLIENT_AUTH", "tlsClientAuthSanDns", "right.example");

        assertThat(token(named, right).action()).isEqualTo("OK");
        assertThat(token(named, wrong).verdict()).isEqualTo("INVALID_CLIENT A157343 invalid_client");
        assertThat(token(hosted, right).action()).isEqualTo("OK");
        assertThat(token(hosted, wrong).code()).isEqualTo("A157346");
        assertThat(authlete.call(
                                "auth-token",
                                "parameters",
                                form("grant_type", "client_credentials", "client_id", Long.toString(named.id())))
                        .code())
                .isEqualTo("A157327");
    }

    @Test
    void aSelfSignedCertificateIsRegisteredItself() throws Exception {
        Registered client = authlete.client(
                "tokenAuthMethod", "SELF_SIGNED_TLS_CLIENT_AUTH", "jwks", new JWKSet(registered(right)).toString());

        assertThat(token(client, right).action()).isEqualTo("OK");
        assertThat(token(client, wrong).code()).isEqualTo("A157333");
    }

    private static ECKey registered(X509Certificate certificate) throws Exception {
        ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
        return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key)
                .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
                .build();
    }

    @Test
    void aTokenBoundToACertificateIsUsedWithIt() throws Exception {
        Registered client = authlete.client("tlsClientCertificateBoundAccessTokens", true);
        assertThat(authlete.token(client, "grant_type", "client_credentials").code())
                .isEqualTo("A244308");
        Result issued = authlete.call(
                "auth-token",
                "parameters",
                form("grant_type", "client_credentials"),
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret(),
                "clientCertificate",
                X509CertUtils.toPEMString(right));
        String token = issued.text("accessToken");

        assertThat(introspect(token, right).action()).isEqualTo("OK");
        assertThat(introspect(token, right).text("certificateThumbprint"))
                .isEqualTo(X509CertUtils.computeSHA256Thumbprint(right).toString());
        assertThat(introspect(token, wrong).code()).isEqualTo("A065305");
        assertThat(authlete.introspect(token).code()).isEqualTo("A065304");
        assertThat(authlete.introspect(token).json().path("existent").asBoolean())
                .isTrue();
        assertThat(authlete.call("auth-introspection-standard", "parameters", form("token", token))
                        .content()
                        .at("/cnf/x5t#S256")
                        .asString())
                .isEqualTo(X509CertUtils.computeSHA256Thumbprint(right).toString());
        authlete.advance(Duration.ofHours(1));
        assertThat(introspect(token, right).code()).isEqualTo("A065303");
    }

    private Result introspect(String token, X509Certificate certificate) {
        return authlete.call(
                "auth-introspection", "token", token, "clientCertificate", X509CertUtils.toPEMString(certificate));
    }
}
