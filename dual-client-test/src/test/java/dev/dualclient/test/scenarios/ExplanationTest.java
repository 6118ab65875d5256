package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.ExplainRequest;
import dev.dualclient.observation.Explanation;
import dev.dualclient.observation.RecentCalls;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Basis;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a call that nobody makes is what happens to one that somebody makes. */
@DualClientTest
class ExplanationTest extends Scene {

    ExplanationTest() {
        store = Stores.H2;
    }

    private final RecentCalls calls = new RecentCalls(2);
    private DualAuthleteApi api;
    private DualClient engine;
    private OAuth server;

    @BeforeEach
    void setUp() {
        api = nodes.start(builder -> builder.listener(calls));
        engine = api.dualClient();
        server = new OAuth(api);
    }

    /** Without the stage whose repeats of reads, beside the calls, would be counted. */
    @ParameterizedTest
    @EnumSource(value = Stage.class, names = "SHADOW", mode = EnumSource.Mode.EXCLUDE)
    void theDryRunIsTheRealDecision(Stage stage) {
        engine.stages().force(policy -> policy.withStage(stage), "a test");
        Tokens unknown = new OAuth(emulators.secondaryApi()).login(client);
        isAsExplained(introspection(unknown.access()), () -> server.introspect(unknown.access()));
        isAsExplained(introspection(unknown.access()), () -> server.introspect(unknown.access())); // now a hint
        Tokens own = server.login(client);
        isAsExplained(introspection(own.access()), () -> server.introspect(own.access()));
        isAsExplained(refresh(own.refresh()), () -> server.refresh(client, own.refresh()));
        isAsExplained(refresh(own.refresh()), () -> server.refresh(client, own.refresh())); // now used up
        isAsExplained(introspection("no-such-token"), () -> server.introspect("no-such-token"));
        isAsExplained(
                new ExplainRequest("auth-authorization", String.valueOf(client.id()), null, null),
                () -> server.authorize(client));
        isAsExplained(
                new ExplainRequest("auth-revocation", String.valueOf(client.id()), own.access(), null),
                () -> server.revoke(client, own.access()));
        isAsExplained(new ExplainRequest("service-jwks-get", null, null, null), api::getServiceJwks);
    }

    private void isAsExplained(ExplainRequest supposition, Runnable call) {
        emulators.mark();
        Explanation told = engine.explain(supposition.call());
        assertThat(emulators.calls()).as("an explanation asks nobody").hasToString("0/0");
        assertThat(engine.explain(supposition.call()))
                .as("an explanation changes nothing")
                .isEqualTo(told);

        call.run();

        assertThat(calls.latest().get(0)).satisfies(event -> {
            assertThat(event.operation()).isEqualTo(told.operation());
            assertThat(event.plan()).isEqualTo(told.plan());
            assertThat(event.about()).isEqualTo(told.about());
            assertThat(event.effect()).isEqualTo(told.effect());
            assertThat(event.steps())
                    .first()
                    .satisfies(step -> assertThat(told.askedFirst()).contains(step.side()));
        });
    }

    @Test
    void itTellsWhatIsKnownWhyAndWhatWouldFollow() {
        Tokens tokens = new OAuth(emulators.secondaryApi()).login(client);
        server.introspect(tokens.access());

        Explanation told = engine.explain(introspection(tokens.access()).call());

        assertThat(told.about()).isEqualTo(CredentialKind.ACCESS_TOKEN);
        assertThat(told.status().level()).isEqualTo(CustodyLevel.HINT);
        assertThat(told.status().side()).isEqualTo(Side.SECONDARY);
        assertThat(told.plan().basis()).isEqualTo(Basis.HINT);
        assertThat(told.askedFirst()).containsExactly(Side.SECONDARY);
        assertThat(told.fallsBackOn())
                .containsExactlyInAnyOrder(Outcome.UNRECOGNIZED, Outcome.UNAVAILABLE, Outcome.INDETERMINATE);
        assertThat(told.claims()).isFalse();
        assertThat(engine.explain(refresh(tokens.refresh()).call())).satisfies(refresh -> {
            assertThat(refresh.claims()).isTrue();
            assertThat(refresh.fallsBackOn()).containsExactlyInAnyOrder(Outcome.UNRECOGNIZED, Outcome.UNAVAILABLE);
        });
        assertThat(told.toString()).doesNotContain(tokens.access());
    }

    @Test
    void whatStandsInTheWayIsTold() {
        Tokens tokens = new Replay(emulators, client).migrated();
        emulators.secondary().faults().refuseConnections();
        server.revoke(client, tokens.access());

        Explanation told = engine.explain(
                new ExplainRequest("auth-authorization", String.valueOf(client.id()), null, null).call());
        assertThat(told.hindered()).isEmpty();
        assertThat(told.askedFirst()).containsExactly(Side.PRIMARY);
        assertThat(engine.explain(introspection(tokens.access()).call()).plan().basis())
                .isEqualTo(Basis.DEAD);

        emulators.primary().faults().refuseConnections();
        for (int i = 0; i < 20; i++) {
            Replay.unavailable(() -> server.authorize(client));
        }
        told = engine.explain(new ExplainRequest("auth-authorization", String.valueOf(client.id()), null, null).call());
        assertThat(told.hindered()).containsEntry(Side.PRIMARY, Reason.CIRCUIT_OPEN);
        assertThat(told.askedFirst()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-such-operation  |      | a-token |               | no operation has that id: write one of the table in docs/routing.md, auth-introspection say
            auth-introspection | shop |         |               | auth-introspection names no client: leave the client out
            client-get-list    |      | a-token |               | client-get-list is about no credential: leave it out
            auth-introspection |      | a-token | REFRESH_TOKEN | auth-introspection is about no such credential: write access-token
            """)
    void aSuppositionThatCannotBeSaysWhatToWrite(
            String operation, String named, String token, CredentialKind kind, String message) {
        ExplainRequest supposition = new ExplainRequest(operation, named, token, kind);

        assertThatThrownBy(supposition::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(supposition).hasToString(operation);
    }

    @Test
    void everyOperationCanBeSupposed() {
        assertThat(Catalogue.operations()).allSatisfy(operation -> {
            String named = operation.clients().isEmpty() ? null : "4711";
            String token = operation.names().isEmpty() ? null : "4711";
            Explanation told = engine.explain(new ExplainRequest(operation.id(), named, token, null).call());
            assertThat(told.about())
                    .isEqualTo(token == null ? null : operation.names().get(0).kind());
            assertThat(told.plan().order()).isSubsetOf(List.of(Side.values())).isNotEmpty();
        });
    }

    private static ExplainRequest introspection(String token) {
        return new ExplainRequest("auth-introspection", null, token, null);
    }

    private ExplainRequest refresh(String token) {
        return new ExplainRequest("auth-token", String.valueOf(client.id()), token, CredentialKind.REFRESH_TOKEN);
    }
}
