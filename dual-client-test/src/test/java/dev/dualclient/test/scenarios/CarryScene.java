package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.Property;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Nodes that carry rows over, and work what waits whenever a test lets them. */
abstract class CarryScene extends Scene {

    /** After so long the outbox settles what has got no answer. */
    static final Duration SETTLED = Duration.ofSeconds(46);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Overheard overheard;

    @BeforeEach
    final void listen() {
        overheard = new Overheard();
        nodes.everyNode(overheard::to);
    }

    /** Whatever a test does, no token is told. */
    @AfterEach
    final void noTokenWasTold() {
        try (Overheard all = overheard) {
            noteStates();
            all.rowsOf(nodes.space().address());
            all.holdsNoToken();
        }
    }

    private void noteStates() {
        for (DualAuthleteApi node : nodes.running()) {
            try {
                overheard.stateOf(node);
            } catch (EndingStore.End ended) {
                continue; // a process that has ended tells nothing
            }
        }
    }

    /** Returns how many tokens went over the wire. */
    int tokensOnTheWire() {
        return overheard.tokens();
    }

    /** Settings under which rows are carried over. */
    static Consumer<DualAuthleteApiBuilder> carryOver(UnaryOperator<CarryOverSettings> more) {
        return api -> api.migrator(Migrator.NONE)
                .carryOver(carry -> more.apply(carry.withEnabled(true).withSelfTest(CarryOverSettings.SelfTest.SKIP)));
    }

    /** Starts a node that carries rows over. */
    DualAuthleteApi carrying() {
        return carrying(UnaryOperator.identity());
    }

    DualAuthleteApi carrying(UnaryOperator<CarryOverSettings> more) {
        return nodes.start(carryOver(more));
    }

    /** Ends every node, and starts one that carries rows over. */
    DualAuthleteApi restarted() {
        noteStates();
        nodes.restart(Stage.PRIMARY_FIRST);
        return carrying();
    }

    /** Lets every node work what waits. */
    void carry() {
        pass(Duration.ZERO);
    }

    /** Lets time pass for nodes and backends, after which every node does what it does in the background. */
    void pass(Duration duration) {
        emulators.advance(duration);
        nodes.pass(duration);
    }

    /** Returns tokens that the secondary alone has, with all that a copy has to have, too. */
    Tokens created() {
        return created(request -> {});
    }

    Tokens created(Consumer<TokenCreateRequest> change) {
        TokenCreateRequest request = new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject("john")
                .setScopes(new String[] {"openid"})
                .setAcr("urn:acr")
                .setAuthTime(1000)
                .setProperties(new Property[] {new Property("colour", "blue"), new Property("secret", "x", true)});
        change.accept(request);
        TokenCreateResponse response = emulators.secondaryApi().tokenCreate(request);
        assertThat(response.getAction()).isEqualTo(TokenCreateResponse.Action.OK);
        return new Tokens(response.getAccessToken(), response.getRefreshToken());
    }

    /** Returns tokens that were issued by the secondary through a node, and carried over. */
    Tokens carriedOver(DualAuthleteApi api) {
        Tokens fresh = replay.refreshed(api, created());
        carry();
        assertThat(replay.atPrimary().isActive(fresh.access())).isTrue();
        return fresh;
    }

    /** Lets nodes work what waits, and does something else while the primary has done a call and not answered it. */
    void during(String operation, Runnable meanwhile) throws Exception {
        Fault fault = emulators
                .primary()
                .faults()
                .on(operation)
                .times(1)
                .afterProcessing()
                .hang();
        CompletableFuture<Void> carrying = CompletableFuture.runAsync(this::carry, task -> new Thread(task).start());
        assertThat(fault.awaitHits(1, PATIENCE)).isTrue();
        try {
            meanwhile.run();
        } finally {
            fault.release();
        }
        carrying.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Uses a row at the secondary while the primary cannot be reached. */
    Tokens usedAtSecondary(DualAuthleteApi api, Tokens tokens) {
        Fault down =
                emulators.primary().faults().on("auth-introspection-standard").answer(503);
        try {
            return replay.refreshed(api, tokens);
        } finally {
            down.release();
        }
    }

    /** Lets a backend repeat its answer to a refresh for a while. */
    static void idempotent(AuthleteEmulator emulator, AuthleteApi api) {
        api.updateService(service(emulator, api).setRefreshTokenIdempotent(true));
    }

    /** Lets a backend keep refresh tokens. */
    static void kept(AuthleteEmulator emulator, AuthleteApi api) {
        api.updateService(service(emulator, api).setRefreshTokenKept(true));
    }

    static Service service(AuthleteEmulator emulator, AuthleteApi api) {
        return api.getService(Long.parseLong(emulator.credentials().serviceId()));
    }

    static List<AccessToken> rowsAt(AuthleteApi api) {
        AccessToken[] rows = api.getTokenList(0, 1000).getAccessTokens();
        return rows == null ? List.of() : List.of(rows);
    }

    static long count(DualAuthleteApi api, CarryOutcome outcome) {
        return api.dualClient().carryOver().state().results().getOrDefault(outcome, 0L);
    }

    static long count(DualAuthleteApi api, CarryReason reason) {
        return api.dualClient().carryOver().state().reasons().getOrDefault(reason, 0L);
    }

    static long carried(DualAuthleteApi api) {
        return count(api, CarryOutcome.CARRIED);
    }
}
