package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.scenario.Scenario;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What is refused at start, and what the application may bring itself. */
class ProviderSettingsTest {

    private static final String JWT =
            "by-name.new-idp.jwt.issuer=https://new.example, by-name.new-idp.jwt.audiences=api";
    private static final String OPAQUE = "by-name.old-idp.opaque.introspection-uri=https://old.example/introspect, "
            + "by-name.old-idp.opaque.client-id=api, by-name.old-idp.opaque.client-secret=s";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    ProvidersAutoConfiguration.class));

    /** Properties, between which a comma and a blank stand. */
    private static String[] properties(String... lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(", ")))
                .map(property -> "dual-client.kits.providers." + property.strip())
                .toArray(String[]::new);
    }

    private void isRefused(String message, String... properties) {
        runner.withPropertyValues(properties(properties)).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(KitSettingsException.class)
                .hasMessageContaining(message));
    }

    @Test
    @Scenario("V11")
    void anEmptyOrderIsRefused() {
        isRefused("order is empty", JWT);
        isRefused("order is empty", "order=");
        isRefused("write dual-client.kits.providers.order: [new-idp, old-idp]", "permit=/public");
    }

    @Test
    @Scenario("V11")
    void aProviderIsOneThing() {
        isRefused("by-name.new-idp has neither jwt nor opaque", "order=new-idp");
        isRefused(
                "by-name.new-idp has both jwt and opaque",
                "order=new-idp",
                JWT,
                "by-name.new-idp.opaque.client-id=api");
        isRefused("by-name has [new-idp], which dual-client.kits.providers.order does not name", "order=old-idp", JWT);
    }

    @Test
    @Scenario("V11")
    void twoProvidersOfOneIssuerAreRefused() {
        isRefused(
                "by-name.new-idp and dual-client.kits.providers.by-name.other have one issuer, https://new.example",
                "order=new-idp,other",
                JWT,
                "by-name.other.jwt.issuer=https://new.example",
                "by-name.other.jwt.audiences=api");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audiences is empty | order=new-idp, by-name.new-idp.jwt.issuer=https://new.example",
                "jwt.issuer is missing | order=new-idp, by-name.new-idp.jwt.audiences=api",
                "introspection-uri is missing | order=old-idp, by-name.old-idp.opaque.client-id=api",
                "names a provider twice | order=new-idp,new-idp, " + JWT,
                "timeout is not positive | order=new-idp, timeout=0s, " + JWT,
                "cache is not between 0s and 1m | order=old-idp, by-name.old-idp.opaque.cache=2m, " + OPAQUE,
                "which requests need for themselves | order=new-idp, identity-header.name=Authorization, " + JWT,
                "no bean of type JwtEncoder | order=new-idp, identity-header.signed.issuer=https://gw.example, identity-header.signed.audience=services, "
                        + JWT
            })
    @Scenario("V11")
    void whatMakesNoSenseIsRefused(String message, String properties) {
        isRefused(message, properties);
    }

    @Test
    @Scenario("V13")
    void aMappedIdentityNeedsAMapper() {
        isRefused("there is no bean of type IdentityMapper", "order=new-idp", JWT, "identity-header.from=mapped");
    }

    @Test
    void aMisspeltPropertyIsRefused() {
        runner.withPropertyValues("dual-client.kits.providers.oder=new-idp").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(UnboundConfigurationPropertiesException.class)
                .hasMessageContaining("dual-client.kits.providers.oder"));
    }

    @Test
    void whereSomethingIsMissingTheStartIsRefused() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2.server"))
                .withPropertyValues(properties("order=new-idp", JWT))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(KitSettingsException.class)
                        .hasMessageContaining("add spring-boot-starter-webmvc, spring-boot-starter-security"));
    }
}
