package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** What the rules of operations do that an operator writes as properties. */
@DualClientTest
class RulePropertiesTest {

    private static final String RULE = "dual-client.operations.auth-introspection.";

    private final List<CallEvent> told = new ArrayList<>();
    private Emulators emulators;
    private ApplicationContextRunner application;

    @BeforeEach
    void configure(Emulators started) {
        emulators = started;
        application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class))
                .withBean(CallListener.class, () -> told::add)
                .withPropertyValues(Backends.of(started));
    }

    /** Each of the eleven rules that the vendor's migration server can follow, with whose answer counts. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // rule                                 | properties                              | token: at S  | at P
                //        | at both      | nowhere
                "only the primary                       | route=primary-only                      | PRIMARY 1/0   | PRIMARY 1/0   | PRIMARY 1/0   | PRIMARY 1/0",
                "until success, primary's answer        | route=primary-first,answer=primary      | PRIMARY 1/1   | PRIMARY 1/0   | PRIMARY 1/0   | PRIMARY 1/1",
                "until success, secondary's answer      | route=primary-first,answer=secondary    | SECONDARY 1/1 | PRIMARY 1/0   | PRIMARY 1/0   | SECONDARY 1/1",
                "until success, first without error     | route=primary-first,answer=first-accepted | SECONDARY 1/1 | PRIMARY 1/0 | PRIMARY 1/0   | PRIMARY 1/1",
                "until success, secondary's error       | route=primary-first,when-both-refuse=secondary | SECONDARY 1/1 | PRIMARY 1/0 | PRIMARY 1/0 | SECONDARY 1/1",
                "both, primary's answer                 | route=both,answer=primary               | PRIMARY 1/1   | PRIMARY 1/1   | PRIMARY 1/1   | PRIMARY 1/1",
                "both, secondary's answer               | route=both,answer=secondary             | SECONDARY 1/1 | SECONDARY 1/1 | SECONDARY 1/1 | SECONDARY 1/1",
                "both, first without error              | route=both,answer=first-accepted        | SECONDARY 1/1 | PRIMARY 1/1   | PRIMARY 1/1   | PRIMARY 1/1",
                "both, last without error               | route=both,answer=last-accepted         | SECONDARY 1/1 | PRIMARY 1/1   | SECONDARY 1/1 | PRIMARY 1/1",
                "both, error wins                       | route=both,answer=both-or-fail          | PRIMARY 1/1   | SECONDARY 1/1 | PRIMARY 1/1   | PRIMARY 1/1",
                "both, secondary's error when both fail | route=both,when-both-refuse=secondary   | SECONDARY 1/1 | PRIMARY 1/1   | PRIMARY 1/1   | SECONDARY 1/1",
            })
    void theRulesOfTheVendorsServerCanBeWritten(
            String rule, String properties, String atSecondary, String atPrimary, String atBoth, String nowhere) {
        TestClient client = emulators.client().atBoth();
        String migrated = token(emulators.secondaryApi(), client);
        emulators.migrator().runOnce();
        String old = token(emulators.secondaryApi(), client);
        String fresh = token(emulators.primaryApi(), client);

        application
                .withPropertyValues(Stream.of(properties.split(","))
                        .map(property -> RULE + property)
                        .toArray(String[]::new))
                .run(context -> {
                    AuthleteApi api = context.getBean(AuthleteApi.class);
                    assertThat(introspected(api, old)).as("known to S").isEqualTo(atSecondary);
                    assertThat(introspected(api, fresh)).as("known to P").isEqualTo(atPrimary);
                    assertThat(introspected(api, migrated)).as("known to both").isEqualTo(atBoth);
                    assertThat(introspected(api, "unknown")).as("known to none").isEqualTo(nowhere);
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a token that lacks a scope | fall-back-on=refused          | 1/1",
                "a token that lacks a scope | fall-back-on=action:FORBIDDEN | 1/1",
                "a token that lacks a scope | fall-back-on=error:insufficient_scope | 1/1",
                "a token that lacks a scope | fall-back-on=unrecognized     | 1/0",
                "an unknown token           | fall-back-on=unavailable      | 1/0",
                "an unknown token           | fall-back-on=                 | 1/0",
                "an unknown token           | fall-back-on=code:A057302     | 1/1",
                "an unknown token           | fall-back-on=code:A057309     | 1/0",
                "an unknown token           | fall-back-on=status:200       | 1/1",
            })
    void theSecondBackendIsAskedUponTheConditionsThatWereChosen(String token, String property, String calls) {
        TestClient client = emulators.client().atBoth();
        String presented = token.startsWith("an unknown") ? "unknown" : token(emulators.primaryApi(), client);

        application.withPropertyValues(RULE + property).run(context -> {
            emulators.mark();
            context.getBean(AuthleteApi.class)
                    .introspection(
                            new IntrospectionRequest().setToken(presented).setScopes(new String[] {"profile"}));
            assertThat(emulators.calls()).hasToString(calls);
        });
    }

    @Test
    void custodyComesBeforeEveryRule() {
        TestClient client = emulators.client().atBoth();
        String token = token(emulators.secondaryApi(), client);
        emulators.migrator().runOnce();

        application.withPropertyValues(RULE + "route=secondary-only").run(context -> {
            AuthleteApi api = context.getBean(AuthleteApi.class);
            assertThat(introspected(api, token)).isEqualTo("SECONDARY 0/1");
            api.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(token));
            assertThat(api.introspection(new IntrospectionRequest().setToken(token))
                            .isUsable())
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "\"on\""})
    void whatTheSecondBackendIsAskedAfterCanBeWrittenInYaml(String key) {
        byte[] yaml = ("dual-client:\n  fallback:\n    " + key + ": [unavailable]").getBytes(StandardCharsets.UTF_8);
        application
                .withInitializer(context -> {
                    try {
                        new YamlPropertySourceLoader()
                                .load("yaml", new ByteArrayResource(yaml))
                                .forEach(context.getEnvironment().getPropertySources()::addFirst);
                    } catch (IOException impossible) {
                        throw new UncheckedIOException(impossible);
                    }
                })
                .run(context -> assertThat(context.getBean(DualAuthleteApi.class)
                                .dualClient()
                                .rules())
                        .filteredOn(rule -> rule.operation().equals("auth-introspection"))
                        .allSatisfy(rule -> assertThat(rule.fallBackOn()).hasToString("[unavailable]")));
    }

    @Test
    void aRuleThatIsNotSafeHoldsWhereItIsAllowed() {
        application
                .withPropertyValues(
                        "dual-client.operations.auth-token.fall-back-on=refused",
                        "dual-client.operations.[vci-*].timeout=2s",
                        "dual-client.operations.client-*.timeout=3s",
                        "dual-client.allow-unsafe-rules=auth-token")
                .run(context -> {
                    List<EffectiveRule> rules =
                            context.getBean(DualAuthleteApi.class).dualClient().rules();
                    assertThat(rules)
                            .filteredOn(rule -> rule.operation().equals("auth-token"))
                            .allSatisfy(rule -> assertThat(rule.fallBackOn()).hasToString("[refused]"));
                    assertThat(rules)
                            .filteredOn(rule -> rule.timeout() != null)
                            .extracting(EffectiveRule::operation)
                            .contains("vci-nonce", "client-get")
                            .allMatch(id -> id.startsWith("vci-") || id.startsWith("client-"));
                });
    }

    private static String token(AuthleteApi api, TestClient client) {
        return api.tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
    }

    private String introspected(AuthleteApi api, String token) {
        emulators.mark();
        api.introspection(new IntrospectionRequest().setToken(token));
        Side side = told.get(told.size() - 1).answeredBy();
        return side + " " + emulators.calls();
    }
}
