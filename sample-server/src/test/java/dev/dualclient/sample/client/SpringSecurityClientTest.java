package dev.dualclient.sample.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.RegisteredAt;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** Users of a web application that logs them in by Spring Security. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringSecurityClientTest extends SampleOnEmulators {

    private static final int PORT = TestSocketUtils.findAvailableTcpPort();

    /** Not {@code localhost}: cookies do not tell ports apart, and those of the server are for localhost. */
    private static final String SHOP = "http://127.0.0.1:" + PORT;

    private ConfigurableApplicationContext shop;

    @BeforeAll
    void openTheShop() {
        EMULATORS.reset(); // Spring Security looks at the time, so that of the backends must not be ahead.
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                PORT,
                "logging.level.root",
                "warn",
                "spring.security.oauth2.client.provider.sample.issuer-uri",
                ISSUER));
        for (RegisteredAt home : RegisteredAt.values()) {
            TestClient client = home.client(
                    EMULATORS,
                    registered -> registered.setRedirectUris(new String[] {SHOP + "/login/oauth2/code/" + name(home)}));
            String registration = "spring.security.oauth2.client.registration." + name(home) + ".";
            properties.put(registration + "provider", "sample");
            properties.put(registration + "client-id", Long.toString(client.id()));
            properties.put(registration + "client-secret", client.secret());
            properties.put(registration + "scope", "openid,profile,email");
        }
        shop = WebShop.run(properties);
    }

    @AfterAll
    void closeTheShop() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource
    void aUserLogsInAtTheServerAndIsGreetedInTheShop(RegisteredAt home) throws Exception {
        HtmlPage consent = browser.openAs("john", SHOP + "/oauth2/authorization/" + name(home));
        assertThat(consent.asNormalizedText()).contains("Test client asks for access");

        Page end = browser.decide(consent, "authorize");

        assertThat(end.getUrl()).hasToString(SHOP + "/");
        assertThat(end.getWebResponse().getContentAsString()).isEqualTo("Welcome, John Doe, john@example.com");
    }

    @ParameterizedTest
    @EnumSource
    void aUserWhoSaysNoIsNotLoggedIn(RegisteredAt home) throws Exception {
        HtmlPage consent = browser.openAs("john", SHOP + "/oauth2/authorization/" + name(home));

        String back = browser.decideAndLeave(consent, "deny");
        assertThat(CodeFlow.parameter(back, "error")).isEqualTo("access_denied");

        assertThat(browser.open(back).getUrl()).hasToString(SHOP + "/login?error");
        assertThat(browser.open(SHOP + "/").asNormalizedText()).doesNotContain("Welcome");
    }

    private static String name(RegisteredAt home) {
        return home.name().toLowerCase(Locale.ROOT);
    }
}
