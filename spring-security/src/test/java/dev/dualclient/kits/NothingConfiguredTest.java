package dev.dualclient.kits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** An application with the module on its class path, and nothing configured. */
class NothingConfiguredTest {

    private static final WebApplicationContextRunner RUNNER =
            new WebApplicationContextRunner().withUserConfiguration(Everything.class);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    private static Set<String> beans(String... properties) {
        Set<String> names = new TreeSet<>();
        RUNNER.withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            names.addAll(Arrays.asList(context.getBeanDefinitionNames()));
        });
        return names;
    }

    private static String ours() {
        return ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
                .filter(name -> name.startsWith("dev.dualclient."))
                .collect(Collectors.joining(","));
    }

    @Test
    void hasTheSameBeansAsWithoutTheModule() {
        Set<String> without = beans("spring.autoconfigure.exclude=" + ours());
        Set<String> with = beans();

        assertThat(ours()).contains("Providers", "TokenUpgrade", "Users");
        assertThat(with).isEqualTo(without).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers.order=new-idp",
                "providers.permit=/public",
                "users.timeout=2s",
                "token-upgrade.mode=off",
                "token-upgrade.mode=add"
            })
    void onePropertyTurnsAKitOnWhichThenWantsTheRest(String property) {
        RUNNER.withPropertyValues("dual-client.kits." + property)
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(KitSettingsException.class));
    }
}
