package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** How each backend is reached: what the properties of it do on the wire. */
@DualClientTest
class BackendConnectionTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DualClientAutoConfiguration.class));

    @Test
    void eachBackendIsShownTheCertificateOfItsBundle(Emulators emulators, @TempDir Path directory) throws Exception {
        TestClient client = emulators.client().atSecondary();
        Path server = Keystores.selfSigned(directory, "server");
        Path own = Keystores.selfSigned(directory, "client");
        Path stranger = Keystores.selfSigned(directory, "stranger");
        try (Splice primary = Splice.tls(
                        Keystores.context(server, own), port(emulators.primary().baseUrl()));
                Splice secondary = Splice.tls(
                        Keystores.context(server, own),
                        port(emulators.secondary().baseUrl()))) {
            ApplicationContextRunner withBundles = application
                    .withPropertyValues(Backends.of(emulators))
                    .withPropertyValues(
                            "dual-client.primary.base-url=https://127.0.0.1:" + primary.port(),
                            "dual-client.secondary.base-url=https://127.0.0.1:" + secondary.port(),
                            "dual-client.primary.ssl-bundle=known",
                            "dual-client.secondary.ssl-bundle=known")
                    .withPropertyValues(bundle("known", own, server))
                    .withPropertyValues(bundle("unknown", stranger, server));

            emulators.mark();
            withBundles.run(context -> assertThat(context.getBean(AuthleteApi.class)
                            .getClient(client.id())
                            .getClientId())
                    .isEqualTo(client.id()));
            assertThat(emulators.calls()).hasToString("1/1");

            emulators.mark();
            withBundles
                    .withPropertyValues(
                            "dual-client.primary.ssl-bundle=unknown", "dual-client.secondary.ssl-bundle=unknown")
                    .run(context -> assertThatExceptionOfType(AuthleteApiException.class)
                            .isThrownBy(() -> context.getBean(AuthleteApi.class).getClient(client.id()))
                            .withMessageContaining("primary UNAVAILABLE")
                            .withMessageContaining("secondary UNAVAILABLE"));
            assertThat(emulators.calls()).hasToString("0/0");
        }
    }

    @Test
    void eachBackendIsReachedThroughItsProxy(Emulators emulators) throws Exception {
        TestClient client = emulators.client().atSecondary();
        try (Splice first = Splice.proxy();
                Splice second = Splice.proxy()) {
            application
                    .withPropertyValues(Backends.of(emulators))
                    .withPropertyValues(
                            "dual-client.primary.proxy=http://127.0.0.1:" + first.port(),
                            "dual-client.secondary.proxy=http://127.0.0.1:" + second.port())
                    .run(context -> assertThat(context.getBean(AuthleteApi.class)
                                    .getClient(client.id())
                                    .getClientId())
                            .isEqualTo(client.id()));
            assertThat(first.asked()).containsOnly(authority(emulators.primary().baseUrl()));
            assertThat(second.asked())
                    .containsOnly(authority(emulators.secondary().baseUrl()));
        }
    }

    @Test
    @Scenario("E9")
    void eachRequestIsProvenByTheDpopKey() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        EmulatedCredentials bound =
                EmulatedCredentials.DEFAULT.boundTo(key.computeThumbprint().toString());
        try (Emulators emulators = Emulators.start(builder -> builder.credentials(bound))) {
            TestClient client = emulators.client().atBoth();
            emulators.mark();
            ApplicationContextRunner withKey = application.withPropertyValues(Backends.of(emulators));

            withKey.withPropertyValues("dual-client.primary.dpop-key=" + key.toJSONString())
                    .run(context -> assertThat(context.getBean(AuthleteApi.class)
                                    .getClient(client.id())
                                    .getClientId())
                            .isEqualTo(client.id()));
            assertThat(emulators.primary().counters().processed("client-get")).isEqualTo(1);
            assertThat(emulators.calls().of("client-get"))
                    .as("one for the nonce")
                    .hasToString("2/0");

            withKey.run(context -> assertThat(context.getBean(AuthleteApi.class).getClient(client.id()))
                    .isNotNull());
            assertThat(emulators.primary().counters().processed("client-get"))
                    .as("without the key the secondary answers")
                    .isEqualTo(1);
        }
    }

    private static String[] bundle(String name, Path own, Path trusted) {
        String bundle = "spring.ssl.bundle.jks." + name;
        return Stream.of(
                        ".keystore.location=" + own.toUri(),
                        ".keystore.password=" + Keystores.PASSWORD,
                        ".keystore.type=PKCS12",
                        ".truststore.location=" + trusted.toUri(),
                        ".truststore.password=" + Keystores.PASSWORD,
                        ".truststore.type=PKCS12")
                .map(bundle::concat)
                .toArray(String[]::new);
    }

    private static int port(URI url) {
        return url.getPort();
    }

    private static String authority(URI url) {
        return url.getHost() + ":" + url.getPort();
    }
}
