package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rows of the secondary that are copied to the primary while they are used. */
@OnOneH2
class CarryOverTest extends CarryScene {

    @Test
    @Scenario("J1")
    void whatTheSecondaryIssuesForARefreshIsCopiedToThePrimary() {
        Tokens old = created();
        DualAuthleteApi api = carrying();
        Tokens fresh = replay.refreshed(api, old);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();
        carry();

        IntrospectionResponse original = replay.atSecondary().introspect(fresh.access());
        IntrospectionResponse copy = replay.atPrimary().introspect(fresh.access());
        assertThat(copy.isUsable()).isTrue();
        assertThat(copy.getScopes()).isEqualTo(original.getScopes()).contains("openid");
        assertThat(copy.getSubject()).isEqualTo(original.getSubject()).isEqualTo("john");
        assertThat(copy.getProperties()).hasSize(2);
        assertThat(copy.getProperties()[0].getValue()).isEqualTo("blue");
        assertThat(copy.getAcr()).isEqualTo(original.getAcr()).isEqualTo("urn:acr");
        assertThat(copy.getAuthTime()).isEqualTo(original.getAuthTime()).isEqualTo(1000);
        AccessToken row = rowsAt(emulators.primaryApi()).get(0);
        AccessToken source = rowsAt(emulators.secondaryApi()).get(0);
        assertThat(row.getRefreshTokenHash()).isEqualTo(fresh.refreshHash());
        assertThat(row.getAccessTokenExpiresAt())
                .isLessThanOrEqualTo(source.getAccessTokenExpiresAt())
                .isCloseTo(source.getAccessTokenExpiresAt(), within(2000L));
        assertThat(row.getRefreshTokenExpiresAt())
                .isLessThanOrEqualTo(source.getRefreshTokenExpiresAt())
                .isCloseTo(source.getRefreshTokenExpiresAt(), within(2000L));
        assertThat(carried(api)).isEqualTo(1);
    }

    @Test
    @Scenario("J2")
    void aRowThatWasCarriedOverIsUsedAtThePrimaryAlone() {
        DualAuthleteApi api = carrying();
        DualAuthleteApi other = carrying();
        Tokens second = carriedOver(api);
        Tokens third = replay.refreshed(api, second, "2/0"); // introspection, use; the row is known
        Tokens fourth = replay.refreshed(other, third, "1/0");
        replay.isDead(other, second);
        replay.isDead(api, third);

        Tokens another = carriedOver(api);
        Tokens fresh = replay.refreshed(restarted(), another, "2/0");
        replay.isActive(restarted(), fresh);
        replay.isActive(restarted(), fourth);
    }

    @Test
    @Scenario("J3")
    void theSecondaryRepeatsItsAnswerWhileItsRowIsThere() {
        idempotent(emulators.secondary(), emulators.secondaryApi());
        for (Duration tidy : new Duration[] {null, CarryOverSettings.SOONEST_TIDY}) {
            DualAuthleteApi api = carrying(carry -> carry.withTidyAfter(tidy));
            Tokens old = created();
            Tokens fresh = replay.refreshed(api, old);
            carry();
            assertThat(replay.refreshed(api, old)).isEqualTo(fresh);
            carry();
            assertThat(carried(api)).isEqualTo(1);
            replay.refreshed(api, fresh, "2/0");
        }
    }

    @Test
    @Scenario("J4")
    void whatWasUsedAtThePrimaryIsNotCopiedAgain() {
        idempotent(emulators.secondary(), emulators.secondaryApi());
        DualAuthleteApi api = carrying();
        Tokens old = created();
        Tokens second = replay.refreshed(api, old);
        carry();
        Tokens third = replay.refreshed(api, second);
        Replay.refused(server(api).refresh(client, old.refresh()));
        assertThat(api.dualClient()
                        .carryOver()
                        .carry(second.access(), second.refresh())
                        .reason())
                .isEqualTo(CarryReason.CUSTODY);
        carry();
        assertThat(rowsAt(emulators.primaryApi())).hasSize(1);
        replay.isDead(api, second);
        replay.isActive(restarted(), third);
    }

    @Test
    @Scenario("J5")
    void wheneverTheProcessEndsNothingIsLostAndNothingReturns() {
        for (int last = 1; last <= 3; last++) { // before the mark, before the record, after it
            int end = last;
            Tokens second = replay.refreshed(nodes.start(), created());
            DualAuthleteApi dying = nodes.start(
                    carryOver(UnaryOperator.identity()), (CustodyStore store) -> EndingStore.at(end, store));
            catchThrowable(() -> dying.dualClient().carryOver().carry(second.access(), second.refresh()));
            DualAuthleteApi next = restarted();
            replay.isActive(next, second);
            pass(SETTLED);
            replay.isActive(next, second);
            Tokens third = replay.refreshed(next, second);
            carry();
            replay.isDead(next, second);
            replay.isDead(restarted(), second);
            replay.isActive(restarted(), third);
            assertThat(replay.atPrimary().isActive(second.access())).isFalse();
        }
    }

    @Test
    @Scenario({"J5", "J6"})
    void aCopyWithoutAnAnswerIsSettledOnce() throws Exception {
        for (boolean done : new boolean[] {true, false}) {
            DualAuthleteApi api = nodes.start(node -> {
                carryOver(UnaryOperator.identity()).accept(node);
                node.outbox(outbox -> outbox.withSettle(Duration.ofSeconds(2)));
            });
            Tokens second = replay.refreshed(api, created());
            var fault = emulators.primary().faults().on("auth-token-create").times(1);
            Fault hang = (done ? fault.afterProcessing() : fault).hang();
            carry(); // the primary does not answer within a second
            hang.release();
            assertThat(count(api, CarryOutcome.UNANSWERED)).isEqualTo(1);
            replay.isActive(api, second);
            pass(SETTLED);

            Tokens third = replay.refreshed(api, second, done ? "2/0" : "0/2");
            carry();
            assertThat(replay.atPrimary().isActive(third.access())).isTrue();
            assertThat(carried(api)).isEqualTo(done ? 0 : 1);
            replay.isDead(restarted(), second);
            replay.isActive(restarted(), third);
        }
    }

    @Test
    @Scenario("J7")
    void whatIsUsedAtTheSecondaryBeforeItsCopyCountsIsEndedAtThePrimary() throws Exception {
        DualAuthleteApi api = carrying();
        Tokens second = replay.refreshed(api, created());
        DualAuthleteApi other = carrying();
        Tokens[] third = new Tokens[1];
        during("auth-token-create", () -> third[0] = usedAtSecondary(other, second));
        pass(SETTLED);
        assertThat(replay.atPrimary().isActive(second.access())).isFalse();
        assertThat(rowsAt(emulators.primaryApi()))
                .noneMatch(row -> second.refreshHash().equals(row.getRefreshTokenHash()));
        replay.isDead(other, second);
        replay.isActive(api, third[0]);
    }

    @Test
    @Scenario("J8")
    void whatIsRevokedWhileItIsCopiedIsNeverActiveAtThePrimary() throws Exception {
        List<BiConsumer<DualAuthleteApi, Tokens>> kills = List.of(
                (api, tokens) -> server(api).revoke(client, tokens.refresh()),
                (api, tokens) -> server(api).revoke(client, tokens.access()),
                (api, tokens) -> api.tokenRevoke(new TokenRevokeRequest()
                        .setClientIdentifier(String.valueOf(client.id()))
                        .setSubject("john")));
        for (BiConsumer<DualAuthleteApi, Tokens> kill : kills) {
            DualAuthleteApi api = restarted();
            Tokens second = replay.refreshed(api, created());
            during("auth-token-create", () -> kill.accept(api, second));
            pass(SETTLED);
            assertThat(replay.atPrimary().isActive(second.access())).isFalse();
            replay.isDead(api, second);
            replay.isDead(restarted(), second);
        }
    }

    @Test
    @Scenario("J12")
    void aKeptRefreshTokenIsCarriedOverWithItsNewAccessToken() {
        kept(emulators.secondary(), emulators.secondaryApi());
        kept(emulators.primary(), emulators.primaryApi());
        DualAuthleteApi api = carrying();
        Tokens old = created();
        Tokens second = replay.refreshed(api, old);
        assertThat(second.refresh()).isEqualTo(old.refresh());
        carry();
        assertThat(replay.atPrimary().isActive(second.access())).isTrue();
        emulators.mark();
        Tokens third = replay.refreshed(api, second);
        assertThat(emulators.calls().toString()).endsWith("/0");
        assertThat(server(api).isActive(second.access())).isFalse();
        replay.isActive(restarted(), third);
    }

    @Test
    @Scenario("J13")
    void twoNodesMakeOneCopy() throws Exception {
        DualAuthleteApi one = carrying();
        DualAuthleteApi other = carrying();
        Tokens second = replay.refreshed(one, created());
        CarryReason[] reason = new CarryReason[1];
        during(
                "auth-token-create",
                () -> reason[0] = other.dualClient()
                        .carryOver()
                        .carry(second.access(), second.refresh())
                        .reason());
        assertThat(reason[0]).isEqualTo(CarryReason.ONCE);
        assertThat(carried(one)).isEqualTo(1);
        assertThat(carried(other)).isZero();
        assertThat(emulators.primary().counters().processed("auth-token-create"))
                .isEqualTo(1);
        Tokens third = replay.refreshed(other, second);
        replay.isDead(restarted(), second);
        replay.isActive(restarted(), third);
    }

    @Test
    @Scenario("J14")
    void theSecondarysRowIsEndedAfterItsTime() {
        DualAuthleteApi api = carrying(carry -> carry.withTidyAfter(CarryOverSettings.SOONEST_TIDY));
        Tokens second = carriedOver(api);
        pass(Duration.ofMinutes(9));
        assertThat(rowsAt(emulators.secondaryApi())).hasSize(1);
        pass(Duration.ofMinutes(2));
        assertThat(rowsAt(emulators.secondaryApi())).isEmpty();
        pass(Duration.ofHours(2)); // nothing is repeated at the primary
        assertThat(rowsAt(emulators.primaryApi())).hasSize(1);
        replay.isActive(api, replay.refreshed(api, second, "2/0"));
    }

    @Test
    @Scenario("J24")
    void whoHasLookedARowUpAtTheSecondaryDoesNotUseItThereOnceItIsToBeEnded() throws Exception {
        DualAuthleteApi api = carrying(carry -> carry.withTidyAfter(CarryOverSettings.SOONEST_TIDY));
        Tokens second = replay.refreshed(api, created());
        Fault lookUp = emulators
                .secondary()
                .faults()
                .on("auth-introspection-standard")
                .times(1)
                .afterProcessing()
                .hang();
        CompletableFuture<Void> refresh = CompletableFuture.runAsync(
                () -> Replay.unavailable(() -> server(api).refresh(client, second.refresh())),
                task -> new Thread(task).start());
        assertThat(lookUp.awaitHits(1, Duration.ofSeconds(30))).isTrue();
        carry();
        lookUp.release();
        refresh.get(30, TimeUnit.SECONDS);
        pass(Duration.ofMinutes(11));
        assertThat(rowsAt(emulators.secondaryApi())).isEmpty();
        replay.isActive(api, replay.refreshed(api, second, "2/0"));
    }

    @Test
    @Scenario("J25")
    void whatTheSecondaryUsesWhileThePrimaryIsDownIsEndedAtThePrimary() {
        DualAuthleteApi api = carrying();
        Tokens second = carriedOver(api);
        Tokens third = usedAtSecondary(api, second);
        assertThat(replay.atPrimary().isActive(second.access()))
                .as("for whoever asks the primary directly")
                .isTrue();
        replay.isDead(api, second);
        pass(SETTLED);
        assertThat(replay.atPrimary().isActive(second.access())).isFalse();
        replay.isDead(restarted(), second);
        replay.isActive(restarted(), third);
    }

    @Test
    @Scenario("K3")
    void anIdleRowThatWouldBeCarriedOverClearsWhenItExpires() {
        DualAuthleteApi api = drained(UnaryOperator.identity());
        Instant expiry =
                Instant.ofEpochMilli(rowsAt(emulators.secondaryApi()).get(0).getRefreshTokenExpiresAt());
        assertThat(scanned(api).finding(Check.Q3).clearsBy()).isCloseTo(expiry, within(1, ChronoUnit.MINUTES));

        api.dualClient().carryOver().pause("then it would be extended at 2.3");
        assertThat(scanned(api).finding(Check.Q3).clearsBy()).isNull();
    }

    @Test
    @Scenario("K13")
    void anIdleRowOfAClientThatIsExcludedDoesNotClearByItself() {
        DualAuthleteApi api = drained(carry -> carry.without(String.valueOf(client.id())));
        assertThat(scanned(api).finding(Check.Q3).clearsBy()).isNull();
    }

    /** Drains a node at which one row of the secondary is not used for a day. */
    private DualAuthleteApi drained(UnaryOperator<CarryOverSettings> more) {
        DualAuthleteApi api = nodes.start(carryOver(more)
                .andThen(node -> node.readiness(
                        settings -> settings.withMigrator(Migrator.NONE).withAccept(Set.of("lists-expired")))));
        created();
        nodes.change(Stage.DRAIN);
        pass(Duration.ofHours(25));
        return api;
    }

    private static ReadinessReport scanned(DualAuthleteApi api) {
        assertThat(api.readiness().scan()).isTrue();
        return api.readiness().report();
    }
}
