package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.ClientType;
import com.sun.net.httpserver.HttpServer;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.sample.browser.Chromium;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.migrator.ClientImport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * An application in a browser, at another site, with npm's {@code oidc-client-ts}: it logs a user in, asks who it is,
 * refreshes and revokes its tokens. Needs {@code npm ci} in {@code src/test/js}.
 */
class SinglePageApplicationIT extends SampleOnEmulators {

    private static final Path LIBRARY =
            Path.of("src", "test", "js", "node_modules", "oidc-client-ts", "dist", "browser", "oidc-client-ts.min.js");

    private static final String PAGE = """
            <!DOCTYPE html>
            <title>Application</title>
            <main></main>
            <script src="/oidc-client-ts.js"></script>
            <script>
              const main = document.querySelector('main');
              const manager = new oidc.UserManager({
                authority: '%s', client_id: '%s', redirect_uri: location.origin + '/callback',
                scope: 'openid profile email', loadUserInfo: true, revokeTokenTypes: ['refresh_token'],
                userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
              });
              (async () => {
                if (location.pathname !== '/callback') {
                  return manager.signinRedirect();
                }
                const user = await manager.signinCallback();
                main.append('Welcome, ' + user.profile.name + ', ' + user.profile.email + '. ');
                %s
              })().catch((failure) => main.append('Failed: ' + failure));
            </script>
            """;

    /** The application refreshes its tokens, and logs the user out. */
    private static final String ENDS = """
            const again = await manager.signinSilent();
            main.append(again.access_token === user.access_token ? 'Not refreshed. ' : 'Refreshed. ');
            await manager.revokeTokens();
            const late = await fetch(manager.settings.authority + '/api/token', {
              method: 'POST',
              body: new URLSearchParams({
                grant_type: 'refresh_token', refresh_token: again.refresh_token,
                client_id: manager.settings.client_id,
              }),
            });
            main.append('Ended: ' + (await late.json()).error);
            """;

    /** The application stays, and renews its tokens when it is told to. */
    private static final String STAYS = """
            let token = user.access_token;
            window.renew = async () => {
              const next = await manager.signinSilent();
              const same = next.access_token === token;
              token = next.access_token;
              const answer = await fetch(manager.settings.authority + '/api/userinfo', {
                headers: { Authorization: 'Bearer ' + token },
              });
              return (same ? 'the same' : 'a new') + ' token of ' + (await answer.json()).name;
            };
            main.append('Ready');
            """;

    @Autowired
    private DualAuthleteApi authlete;

    private Chromium chromium;
    private HttpServer application;
    private String page = "";

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.exists(LIBRARY), "npm ci was not run in src/test/js");
        byte[] library = Files.readAllBytes(LIBRARY);
        URI origin = URI.create(SINGLE_PAGE_APPLICATION);
        application =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName(origin.getHost()), origin.getPort()), 0);
        application.createContext("/", exchange -> {
            boolean script = exchange.getRequestURI().getPath().endsWith(".js");
            byte[] content = script ? library : page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", (script ? "text/javascript" : "text/html") + "; charset=UTF-8");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        application.start();
        chromium = new Chromium(URI.create(ISSUER));
    }

    @AfterEach
    void stop() {
        stage(Stage.PRIMARY_FIRST);
        if (chromium != null) {
            chromium.close();
            application.stop(0);
        }
    }

    @ParameterizedTest
    @Scenario("N59")
    @ValueSource(strings = {"2.3", "both", "3.0"})
    void aUserLogsInAndTheApplicationKeepsTheLogin(String knownTo) {
        page = PAGE.formatted(ISSUER, client(knownTo).id(), ENDS);

        logIn();
        chromium.waitFor(() -> chromium.text().matches(".*(Ended|Failed).*"));

        assertThat(chromium.text()).isEqualTo("Welcome, John Doe, john@example.com. Refreshed. Ended: invalid_grant");
    }

    /** Before the last stage, what 2.3 alone has is moved, as the token migrator and the consoles do. */
    @ParameterizedTest
    @Scenario("N59")
    @ValueSource(strings = {"2.3", "both", "3.0"})
    void oneLoginLivesThroughAllStages(String knownTo) {
        stage(Stage.SECONDARY_FIRST);
        TestClient client = client(knownTo);
        page = PAGE.formatted(ISSUER, client.id(), STAYS);
        logIn();
        chromium.waitFor(() -> chromium.text().matches(".*(Ready|Failed).*"));

        for (Stage stage : Stage.values()) {
            if (stage == Stage.PRIMARY_ONLY) {
                if (knownTo.equals("2.3")) {
                    EMULATORS.clientImport().some(ClientImport.Secrets.MIGRATED, Long.toString(client.id()));
                }
                EMULATORS.migrator().runOnce();
            }
            stage(stage);
            assertThat(chromium.driver()
                            .executeAsyncScript("const done = arguments[arguments.length - 1];"
                                    + "renew().then(done, failure => done('Failed: ' + failure))"))
                    .as(stage.name())
                    .isEqualTo("a new token of John Doe");
        }
    }

    private void logIn() {
        chromium.open(SINGLE_PAGE_APPLICATION + "/");
        chromium.waitFor(() -> chromium.path().equals("/login"));
        chromium.logIn("john");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
    }

    private void stage(Stage stage) {
        authlete.dualClient().stages().force(policy -> policy.withStage(stage), "a test");
    }

    private static TestClient client(String knownTo) {
        TestClientBuilder builder = EMULATORS.client().with(SinglePageApplicationIT::inABrowser);
        return switch (knownTo) {
            case "2.3" -> builder.atSecondary();
            case "3.0" -> builder.atPrimary();
            default -> builder.atBoth();
        };
    }

    private static void inABrowser(Client client) {
        client.setClientType(ClientType.PUBLIC);
        client.setTokenAuthMethod(ClientAuthMethod.NONE);
        client.setRedirectUris(new String[] {SINGLE_PAGE_APPLICATION + "/callback"});
    }
}
