package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.authlete.common.api.AuthleteApiException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.DualClientProperties;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is secret among the settings is shown nowhere, whatever the application shows. */
@ExtendWith(OutputCaptureExtension.class)
class SecretSettingsTest {

    private static final String CALLER = "a-callers-secret";
    private static final String STORE_KEY = "c3RvcmUta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXMtb3Itc28=";
    private static final String REDIS_PASSWORD = "a-redis-password";

    @Test
    @Scenario("E6")
    void noSecretOfTheSettingsIsTold(CapturedOutput output) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        EmulatedCredentials credentials =
                EmulatedCredentials.DEFAULT.boundTo(key.computeThumbprint().toString());
        List<String> secrets = List.of(
                credentials.accessToken(),
                credentials.apiSecret(),
                credentials.ownerApiSecret(),
                key.getD().toString(),
                CALLER,
                STORE_KEY,
                REDIS_PASSWORD);
        List<String> told = new ArrayList<>();
        try (Emulators emulators = Emulators.start(builder -> builder.credentials(credentials));
                RunningApplication application = new RunningApplication(
                        OnDatabase.class,
                        emulators,
                        "dual-client.custody.store=jdbc",
                        "logging.level.root=trace",
                        "management.endpoint.env.show-values=always",
                        "management.endpoint.configprops.show-values=always",
                        "management.endpoint.quartz.show-values=always",
                        "dual-client.primary.dpop-key=" + key.toJSONString(),
                        "dual-client.secondary.owner-api-key=" + credentials.ownerApiKey(),
                        "dual-client.secondary.owner-api-secret=" + credentials.ownerApiSecret(),
                        "dual-client.custody.keys=" + STORE_KEY,
                        "dual-client.custody.redis.uri=redis://user:" + REDIS_PASSWORD + "@127.0.0.1:1",
                        "dual-client.gateway.enabled=true",
                        "dual-client.gateway.callers[0].user=auth-server",
                        "dual-client.gateway.callers[0].secret=" + CALLER)) {
            TestClient client = emulators.client().atSecondary();
            assertThat(application.api().getClient(client.id())).isNotNull();
            assertThatExceptionOfType(AuthleteApiException.class)
                    .isThrownBy(() -> application.api().getClient("nobody"))
                    .satisfies(failure -> told.add(failure.toString()));
            told.add(application.bean(DualClientProperties.class).toString());
            for (String page : List.of(
                    "/env",
                    "/env/dual-client.primary.access-token",
                    "/configprops",
                    "/configprops/dual-client",
                    "/health",
                    "/beans",
                    "/conditions",
                    "/mappings",
                    "/loggers",
                    "/metrics",
                    "/auditevents",
                    "/dualclient",
                    "/dualclient/rules",
                    "/dualclient/decisions",
                    "/dualclient/clients",
                    "/dualclient/outbox")) {
                RunningApplication.Answer answer = application.get(page);
                assertThat(answer.status()).as(page).isIn(200, 503);
                told.add(answer.json().toString());
            }
            assertThat(application.get("/configprops").json().toString())
                    .as("what is no secret is shown")
                    .contains(emulators.primary().baseUrl().toString());
        }
        told.add(output.getAll());

        assertThat(output.getAll()).contains("DEBUG", "TRACE");
        for (String secret : secrets) {
            assertThat(told)
                    .noneMatch(text -> text.contains(secret), secret.substring(0, 3) + "… of " + secret.length());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dual-client.primary.access-token, true",
        "dual-client.primary.accessToken, true",
        "DUAL_CLIENT_PRIMARY_ACCESSTOKEN, true",
        "DUALCLIENT_PRIMARY_ACCESS_TOKEN, true",
        "dual-client.primary.dpop-key, true",
        "dual-client.secondary.api-secret, true",
        "dual-client.secondary.ownerApiSecret, true",
        "dual-client.custody.keys[0], true",
        "dual-client.custody.keys, true",
        "dual-client.custody.redis.uri, true",
        "dual-client.gateway.callers[12].secret, true",
        "dual-client.primary.base-url, false",
        "dual-client.secondary.api-key, false",
        "dual-client.clients.4711.secret-migrated, false",
        "dual-client.gateway.callers[0].user, false",
        "application.secret, false",
    })
    void aSecretIsKnownHoweverItsPropertyIsSpelt(String key, boolean secret) {
        SanitizableData data = new SanitizableData(null, key, "a-value");

        assertThat(new SecretSettings().apply(data).getValue())
                .isEqualTo(secret ? SanitizableData.SANITIZED_VALUE : "a-value");
    }

    /** The application, with a store that takes keys. */
    @Configuration(proxyBeanMethods = false)
    @Import(RunningApplication.Application.class)
    static class OnDatabase {

        @Bean
        DataSource database() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return source;
        }
    }
}
