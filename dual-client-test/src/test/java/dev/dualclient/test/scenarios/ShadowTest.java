package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.shadow.ShadowEvent;
import dev.dualclient.shadow.ShadowEvent.Result;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stage shadow, in which reads are repeated at the primary beside the calls. */
@OnH2
class ShadowTest extends Scene {

    private final BlockingQueue<ShadowEvent> told = new LinkedBlockingQueue<>();
    private DualAuthleteApi api;
    private OAuth server;

    @BeforeEach
    void setUp() {
        // Without an alias 2.3 would take the id for one, and 3.0 would not.
        client = emulators
                .client()
                .with(registered -> registered.setClientIdAlias("shop").setClientIdAliasEnabled(true))
                .atBoth();
        api = nodes.start(
                builder -> builder.stage(Stage.SHADOW).shadowSampleRate(1).shadowListener(told::add));
        server = new OAuth(api);
    }

    private ShadowEvent next() throws InterruptedException {
        ShadowEvent event = told.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("a comparison").isNotNull();
        return event;
    }

    @Test
    @Scenario("F4")
    void whereTheBackendsDifferIsToldByFieldName() throws InterruptedException {
        Tokens migrated = new Replay(emulators, client).migrated();
        Tokens notMigrated = new OAuth(emulators.secondaryApi()).login(client);

        assertThat(server.isActive(migrated.access())).isTrue();
        ShadowEvent same = next();
        assertThat(same.result()).as("%s", same).isEqualTo(Result.SAME);
        assertThat(server.isActive(notMigrated.access())).isTrue();
        assertThat(next().result()).isEqualTo(Result.DIFFERENT_OUTCOME);
        Client changed = emulators.primaryApi().getClient(client.id());
        emulators
                .primaryApi()
                .updateClient(changed.setClientName("Renamed").setTosUri(URI.create("https://example.com/tos")));
        assertThat(api.getClient(client.id()).getClientName()).isEqualTo("Test client");
        ShadowEvent event = next();
        assertThat(event.result()).isEqualTo(Result.DIFFERENT_FIELDS);
        assertThat(event.operation()).isEqualTo("client-get");
        assertThat(event.fields()).contains("clientName", "tosUri").doesNotContain("clientSecret", "redirectUris[]");
        assertThat(event.toString()).doesNotContain("Renamed", "Test client", "example.com");
    }

    @Test
    @Scenario("F4")
    void nothingButReadsIsRepeated() throws InterruptedException {
        Tokens migrated = new Replay(emulators, client).migrated();
        emulators.mark();
        Tokens tokens = server.login(client);
        Tokens fresh = Replay.accepted(server.refresh(client, tokens.refresh()));
        assertThat(server.isActive(fresh.access())).isTrue();
        assertThat(server.isActive(migrated.access())).isTrue();
        next();
        next();
        server.revoke(client, fresh.access());
        assertThat(emulators.calls().primary().keySet())
                .isSubsetOf(
                        "auth-introspection", "auth-introspection-standard", "auth-token-get-list", "auth-revocation");
        assertThat(emulators.calls().primary()).containsEntry("auth-introspection", 2);

        // Had the repeat been remembered, the primary would be the one to ask.
        nodes.pass(Duration.ofMinutes(2));
        nodes.change(Stage.SECONDARY_FIRST);
        costs("0/1", () -> assertThat(server.isActive(migrated.access())).isTrue());
        assertThat(told).isEmpty();
    }

    @Test
    @Scenario("F4")
    void theCallersNoticeNothing() throws InterruptedException {
        Tokens tokens = new Replay(emulators, client).migrated();
        emulators.primary().faults().refuseConnections();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            assertThat(server.isActive(tokens.access())).isTrue();
            results.add(next().result());
        }
        assertThat(results).containsOnly(Result.NO_ANSWER);
        assertThat(api.dualClient().states().get(Side.PRIMARY).guard().circuit())
                .isEqualTo("CLOSED");
    }
}
