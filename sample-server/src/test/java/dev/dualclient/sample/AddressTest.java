package dev.dualclient.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Where the server is, for those who call it: below a path, over TLS, behind a proxy. */
@ExtendWith(OutputCaptureExtension.class)
class AddressTest {

    private static final String PASSWORD = "changeit";

    @Test
    @Scenario("N58")
    void theIssuerFollowsTlsAndTheContextPath(@TempDir Path directory, CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                        SampleServer.class,
                        "--server.port=0",
                        "--server.servlet.context-path=/as",
                        "--server.ssl.key-store=" + certificate(directory, "localhost"),
                        "--server.ssl.key-store-password=" + PASSWORD);
                WebClient browser = new WebClient()) {
            String address = "https://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/as";
            browser.getOptions().setUseInsecureSSL(true);
            browser.getOptions().setJavaScriptEnabled(false);
            assertThat(output.getOut()).contains("Open " + address + "/ in a browser");

            HtmlPage client = codeFlow(browser, address);

            assertThat(client.getUrl()).hasToString(address + "/demo/client");
            assertThat(client.asNormalizedText()).contains("The code was exchanged for tokens: HTTP 200");
            assertThat(browser.getCookieManager().getCookie("JSESSIONID").isSecure())
                    .isTrue();
            assertThat(browser.getPage(address + "/.well-known/openid-configuration")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"issuer\":\"" + address + "\"", "\"token_endpoint\":\"" + address + "/api/token\"");
        }
    }

    /** RFC 8705: discovery names certificates where the server asks for them, and then they count. */
    @Test
    @Scenario("N62")
    void aClientMayAuthenticateByItsCertificate(@TempDir Path directory) throws Exception {
        Path own = certificate(directory, "localhost");
        Path clients = certificate(directory, "client");
        try (ConfigurableApplicationContext context = SpringApplication.run(
                SampleServer.class,
                "--server.port=0",
                "--server.ssl.key-store=" + own,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.client-auth=want",
                "--server.ssl.trust-store=" + trustStore(clients),
                "--server.ssl.trust-store-password=" + PASSWORD)) {
            String address = "https://localhost:" + context.getEnvironment().getProperty("local.server.port");
            HttpClient with = over(clients, own);
            HttpClient without = over(null, own);
            assertThat(sent(with, address + "/.well-known/openid-configuration", null, null)
                            .body())
                    .contains("\"tls_client_auth\"", "\"tls_client_certificate_bound_access_tokens\":true");
            String id = JsonMapper.shared()
                    .readTree(sent(with, address + "/api/register", "application/json", """
                                    {"redirect_uris":["https://client.example.com/"],
                                     "grant_types":["client_credentials","authorization_code"],
                                     "token_endpoint_auth_method":"tls_client_auth",
                                     "tls_client_auth_subject_dn":"CN=client",
                                     "tls_client_certificate_bound_access_tokens":true}""")
                            .body())
                    .path("client_id")
                    .asString();
            String request = "grant_type=client_credentials&client_id=" + id;
            String form = "application/x-www-form-urlencoded";

            HttpResponse<String> tokens = sent(with, address + "/api/token", form, request);

            assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
            assertThat(sent(without, address + "/api/token", form, request).statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpClient over(@Nullable Path own, Path trusted) {
        JksSslStoreDetails key = own == null ? null : store(own);
        return HttpClient.newBuilder()
                .sslContext(
                        SslBundle.of(new JksSslStoreBundle(key, store(trusted))).createSslContext())
                .build();
    }

    /** A container trusts certificates, not those that go with keys. */
    private static Path trustStore(Path keys) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        KeyStore own = KeyStore.getInstance(keys.toFile(), password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, password);
        String alias = own.aliases().nextElement();
        trusted.setCertificateEntry(alias, own.getCertificate(alias));
        Path file = keys.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, password);
        }
        return file;
    }

    private static JksSslStoreDetails store(Path file) {
        return new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), PASSWORD);
    }

    private static HttpResponse<String> sent(
            HttpClient client, String uri, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (type != null && body != null) {
            request.header("Content-Type", type).POST(BodyPublishers.ofString(body));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HtmlPage codeFlow(WebClient browser, String address) throws IOException {
        HtmlPage login = browser.<HtmlPage>getPage(address + "/")
                .<HtmlAnchor>querySelector("a[href='/as/demo/login/old-client']")
                .click();
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue("john");
        HtmlPage consent = login.<HtmlButton>querySelector("main button").click();
        return consent.<HtmlButton>querySelector("button[value=authorize]").click();
    }

    /** The proxy is this test: it sends the headers, and looks where the answers lead. */
    @Test
    @Scenario("N58")
    void behindAProxyTheAddressIsTheProxys(CapturedOutput output) throws Exception {
        String outside = "https://login.example.com/as";
        try (ConfigurableApplicationContext context = SpringApplication.run(
                SampleServer.class,
                "--server.port=0",
                "--server.forward-headers-strategy=framework",
                "--sample.demo.issuer=" + outside)) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(output.getOut()).contains("Open " + outside + "/ in a browser");

            HttpResponse<String> authorization = proxied(
                    port,
                    "/api/authorization?response_type=code&client_id=both-client&scope=openid&redirect_uri=" + outside
                            + "/demo/callback",
                    null);
            HttpResponse<String> consent = proxied(port, location(authorization).substring("/as".length()), null);

            assertThat(location(authorization)).startsWith("/as/consent?request=");
            assertThat(URI.create(outside + "/").resolve(location(consent)).toString())
                    .startsWith(outside + "/login?continue=%2Fconsent");
            assertThat(statusOfAProvenRequest(port, outside))
                    .as("the proof names the outer address")
                    .isEqualTo(404);
            assertThat(statusOfAProvenRequest(port, "http://localhost:" + port))
                    .as("the proof names the inner address")
                    .isEqualTo(401);
        }
    }

    /** Asks for a grant that there is not, with a DPoP proof. This server tells Authlete which {@code htu} it has to have. */
    private static int statusOfAProvenRequest(int port, String address) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        DefaultDPoPProofFactory proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        HttpResponse<String> tokens = proxied(
                port,
                "/api/token",
                "grant_type=client_credentials&scope=grant_management_query&client_id=new-client&client_secret=new-client-secret",
                "DPoP",
                proofs.createDPoPJWT("POST", URI.create("https://login.example.com/as/api/token"))
                        .serialize());
        String token =
                JsonMapper.shared().readTree(tokens.body()).path("access_token").asString();
        HttpResponse<String> answer = proxied(
                port,
                "/api/gm/no-such-grant",
                null,
                "Authorization",
                "DPoP " + token,
                "DPoP",
                proofs.createDPoPJWT("GET", URI.create(address + "/api/gm/no-such-grant"), new DPoPAccessToken(token))
                        .serialize());
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return answer.statusCode();
    }

    private static HttpResponse<String> proxied(int port, String path, String form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "login.example.com")
                .header("X-Forwarded-Port", "443")
                .header("X-Forwarded-Prefix", "/as");
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Makes a key and its self-signed certificate with the JDK's keytool. */
    private static Path certificate(Path directory, String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1", // it lives for one key
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return file;
    }
}
