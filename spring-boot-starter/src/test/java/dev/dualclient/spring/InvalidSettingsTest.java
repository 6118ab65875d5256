package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** E1: what an operator reads who has forgotten something. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        primary.base-url=                     | dual-client.primary.base-url is missing.
        primary.base-url=us.authlete.com      | dual-client.primary.base-url is not an http or https URL with a host.
        primary.base-url=https://a.com/api    | dual-client.primary.base-url ends in /api, which is added to it.
        primary.service-id=                   | dual-client.primary.service-id is missing.
        primary.access-token=                 | dual-client.primary.access-token is missing.
        primary.max-connections=0             | dual-client.primary.max-connections is 0.
        secondary.base-url=                   | dual-client.secondary.base-url is missing.
        secondary.api-key=                    | dual-client.secondary.api-key is missing.
        secondary.api-secret=                 | dual-client.secondary.api-secret is missing.
        secondary.base-url=http://localhost:1 | dual-client.primary.base-url and dual-client.secondary.base-url are both http://localhost:1.
        secondary.service-id=43               | dual-client.primary.service-id is 42, but dual-client.secondary.service-id is 43.
        kill.confirm=durable                  | dual-client.kill.confirm is durable, but the memory store keeps nothing over a restart.
        custody.store=jdbc                    | dual-client.custody.store is jdbc, but the application has no data source,
        custody.store=redis                   | dual-client.custody.redis.uri is missing.
        operations.auth-introspect.route=both  | dual-client.operations.auth-introspect names no operation.
        operations.vci-nonce.route=secondary-first | dual-client.operations.vci-nonce.route is secondary-first, but Authlete 3.0 alone has the operation.
        operations.auth-revocation.route=primary-only | dual-client.operations.auth-revocation.route is primary-only, but what one backend alone took away could come back to life.
        operations.auth-token.hedge-after=50ms | dual-client.operations.auth-token.hedge-after is PT0.05S, but only a read of which another backend may know more can be hedged.
        operations.auth-introspection.hedge-after=-1s | dual-client.operations.auth-introspection.hedge-after is PT-1S.
        hedge.budget=101                      | dual-client.hedge.budget is 101.
        unknown-token-ttl=2m                  | dual-client.unknown-token-ttl is PT2M.
        operations.auth-token.fall-back-on=refused | dual-client.operations.auth-token.fall-back-on is refused, but it could be done twice by that, or done after it was refused.
        operations.auth-token.fall-back-on=indeterminate | dual-client.operations.auth-token.fall-back-on is indeterminate, but it could be done twice by that, or done after it was refused.
        operations.auth-token.fall-back-on=status:500 | dual-client.operations.auth-token.fall-back-on is status:500, but it could be done twice by that, or done after it was refused.
        operations.auth-token.fall-back-on=code:A050312 | dual-client.operations.auth-token.fall-back-on is code:A050312, but it could be done twice by that, or done after it was refused.
        operations.client-create.fall-back-on=refused | dual-client.operations.client-create.fall-back-on is refused, but it could be done twice by that, or done after it was refused.
        operations.auth-token-update.fall-back-on=indeterminate | dual-client.operations.auth-token-update.fall-back-on is indeterminate, but it could be done twice by that, or done after it was refused.
        operations.auth-token.route=both       | dual-client.operations.auth-token.route is both, but asking both whatever the first says would do it twice.
        operations.auth-authorization.route=both | dual-client.operations.auth-authorization.route is both, but asking both whatever the first says would do it twice.
        operations.auth-token.answer=primary   | dual-client.operations.auth-token.answer is primary, but what the other backend has done would be answered by a refusal.
        operations.auth-introspection.fall-back-on=maybe | dual-client.operations.auth-introspection.fall-back-on has maybe is no condition.
        operations.auth-introspection.timeout=20s | dual-client.operations.auth-introspection.timeout is PT20S, but the whole call ends after PT8S.
        operations.auth-introspection.timeout=0s | dual-client.operations.auth-introspection.timeout is PT0S.
        operations.vci-*.route=secondary-first | dual-client.operations.vci-*.route is secondary-first, but for vci-metadata Authlete 3.0 alone has the operation.
        fallback.on=refused                    | dual-client.fallback.on has refused, but auth-authorization could be done twice by that, or done after it was refused.
        canary.percent=101                     | dual-client.canary.percent is 101.0.
        shadow.sample-rate=2                   | dual-client.shadow.sample-rate is 2.0.
        circuit-breaker.minimum-calls=0       | circuit-breaker.minimum-calls is 0.
        """)
    void aWrongSettingIsToldWithWhatToWrite(String setting, String description, CapturedOutput output) {
        start(setting);

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", description, "Action:", "Write ")
                .doesNotContain("\tat ", "an-access-token", "an-api-secret");
    }

    @Test
    void aStageThatDoesNotExistIsToldWithThoseThatDo(CapturedOutput output) {
        start("stage=tertiary-first");

        assertThat(output.getAll())
                .contains("dual-client.stage", "tertiary-first", "PRIMARY_FIRST", "PRIMARY_ONLY", "SECONDARY_FIRST")
                .doesNotContain("\tat ");
    }

    private static void start(String setting) {
        List<String> arguments = new ArrayList<>(List.of(
                "--dual-client.primary.base-url=http://localhost:1",
                "--dual-client.primary.service-id=42",
                "--dual-client.primary.access-token=an-access-token",
                "--dual-client.secondary.base-url=http://localhost:2",
                "--dual-client.secondary.api-key=42",
                "--dual-client.secondary.api-secret=an-api-secret"));
        String name = setting.substring(0, setting.indexOf('='));
        arguments.removeIf(argument -> argument.startsWith("--dual-client." + name + "="));
        arguments.add("--dual-client." + setting);
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        assertThatThrownBy(
                        () -> application.run(arguments.toArray(String[]::new)).close())
                .isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({CustodyStoreAutoConfiguration.class, DualClientAutoConfiguration.class})
    static class Application {}
}
