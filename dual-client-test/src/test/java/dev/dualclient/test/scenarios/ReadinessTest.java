package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.migration.readiness.ClientBlocker;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.Finding;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.ReadinessSettings;
import dev.dualclient.migration.readiness.SavedReport;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.EmulatedFacts;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** "Can the secondary be switched off?": answered from evidence, and never yes without it. */
@DualClientTest
class ReadinessTest extends Scene {

    private static final Duration DAY = Duration.ofHours(25);

    /** The keys of the emulators are their own, so what the secondary has signed has to expire. */
    private static final ExternalFacts ID_TOKENS = new EmulatedFacts(Duration.ofHours(1));

    ReadinessTest() {
        store = Stores.H2;
    }

    private static Consumer<DualAuthleteApiBuilder> with(UnaryOperator<ReadinessSettings> change) {
        return api -> api.readiness(settings ->
                        change.apply(settings.withMigrator(Migrator.NONE).withAccept(Set.of("lists-expired"))))
                .instance("node-one")
                .externalFacts(ID_TOKENS);
    }

    private DualAuthleteApi node() {
        return nodes.start(with(settings -> settings));
    }

    private void pass(Duration duration) {
        emulators.advance(duration);
        nodes.pass(duration);
        nodes.pass(Duration.ZERO);
    }

    private void stage(DualAuthleteApi api, Stage stage) {
        api.dualClient().stages().force(policy -> policy.withStage(stage), "a test");
        pass(Duration.ofSeconds(2));
    }

    private static ReadinessReport scanned(DualAuthleteApi api) {
        assertThat(api.readiness().scan()).isTrue();
        return api.readiness().report();
    }

    private static List<Check> failing(ReadinessReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.isFine())
                .map(Finding::check)
                .toList();
    }

    private Tokens atSecondary(TestClient owner) {
        return new OAuth(emulators.secondaryApi()).login(owner);
    }

    @Test
    @Scenario("K1")
    void aFreshMigrationIsNotReadyAndEveryReasonIsTold() {
        atSecondary(client);
        DualAuthleteApi api = node();

        ReadinessReport report = scanned(api);

        assertThat(report.verdict()).as(report.objections().toString()).isEqualTo(Verdict.NOT_YET);
        assertThat(failing(report)).contains(Check.Q1, Check.Q3, Check.Q4, Check.Q12);
        assertThat(report.findings())
                .filteredOn(finding -> !finding.isFine())
                .allSatisfy(finding -> assertThat(finding.count()).isPositive());
        assertThat(report.finding(Check.Q3).count()).isEqualTo(1);
        assertThat(report.finding(Check.Q1).clearsBy()).isNull();
        assertThat(report.bound()).as("nothing ends by itself before drain").isNull();
        assertThat(report.since()).isNull();
    }

    @Test
    @Scenario("K2")
    void whatIsCopiedAndDrainedIsSafeAndNothingIsMissedThen() {
        DualAuthleteApi api = node();
        Tokens copied = atSecondary(client);
        emulators.migrator().runOnce();
        Tokens old = new OAuth(api).login(client);
        stage(api, Stage.DRAIN);
        pass(Duration.ofMinutes(5));
        assertThat(scanned(api).verdict()).isEqualTo(Verdict.NOT_YET);
        pass(DAY);

        ReadinessReport report = scanned(api);
        assertThat(report.objections()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(report.bound()).isNull();

        api.dualClient().stages().change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "it is safe");
        emulators.secondary().faults().refuseConnections();
        pass(Duration.ofSeconds(10));
        OAuth server = new OAuth(api);
        Tokens next = Replay.accepted(server.refresh(client, copied.refresh()));
        assertThat(server.isActive(next.access())).isTrue();
        assertThat(server.refresh(client, old.refresh()).getAccessToken()).isNotNull();
        assertThat(api.readiness().report().postCheck().renewed()).isZero();
    }

    @Test
    @Scenario("K3")
    void oneLivingRowAtTheSecondaryAloneIsNamedWithItsExpiry() {
        DualAuthleteApi api = nodes.start(with(settings -> settings.withMigrator(Migrator.EXTERNAL)));
        atSecondary(client);
        stage(api, Stage.DRAIN);
        pass(DAY.plusMinutes(10));

        ReadinessReport report = scanned(api);

        assertThat(report.verdict()).isEqualTo(Verdict.NOT_YET);
        ClientBlocker blocker = report.clients().get(0);
        assertThat(blocker.client()).isEqualTo(String.valueOf(client.id()));
        assertThat(blocker.why()).isEqualTo(ClientBlocker.Why.UNCOVERED);
        assertThat(blocker.rows()).isEqualTo(1);
        Instant expiry = blocker.clearsBy();
        assertThat(expiry).isAfter(report.at()).isBefore(report.at().plus(Duration.ofDays(30)));
        assertThat(report.finding(Check.Q3).clearsBy()).isEqualTo(expiry);

        pass(Duration.between(report.at(), expiry).plusHours(1));
        assertThat(scanned(api).finding(Check.Q3).isFine()).isTrue();
    }

    @Test
    @Scenario("K4")
    void aCopyThatLacksTheRefreshTokenOrHasOtherScopesDoesNotCover() {
        DualAuthleteApi api = node();
        atSecondary(client);
        stage(api, Stage.DRAIN);
        pass(Duration.ofMinutes(5));
        emulators.migrator().runOnce();
        assertThat(scanned(api).finding(Check.Q3).isFine()).isTrue();

        String hash = emulators.primaryApi().getTokenList().getAccessTokens()[0].getAccessTokenHash();
        emulators
                .primaryApi()
                .tokenUpdate(new com.authlete.common.dto.TokenUpdateRequest()
                        .setAccessTokenHash(hash)
                        .setScopes(new String[] {"email"}));
        assertThat(scanned(api).finding(Check.Q3).isFine()).as("other scopes").isFalse();

        emulators.primaryApi().tokenDelete(hash);
        assertThat(scanned(api).finding(Check.Q3).isFine()).as("no copy").isFalse();
    }

    @Test
    @Scenario("K5")
    void ticketsAndCodesOfTheSecondaryAreWaitedFor() {
        DualAuthleteApi api = node();
        pass(DAY);
        stage(api, Stage.DRAIN);
        pass(Duration.ofMinutes(5));

        Finding early = scanned(api).finding(Check.Q4);
        assertThat(early.isFine()).isFalse();
        assertThat(early.clearsBy())
                .isBetween(
                        nodes.time().now().plus(Duration.ofHours(23)),
                        nodes.time().now().plus(Duration.ofHours(25)));

        pass(Duration.between(nodes.time().now(), early.clearsBy()).plusSeconds(1));
        assertThat(api.readiness().report().finding(Check.Q4).isFine()).isTrue();
    }

    @Test
    @Scenario("K5")
    void aRequestThatLivesForDaysIsWaitedForThatLong() {
        DualAuthleteApi api =
                nodes.start(with(settings -> settings).andThen(node -> node.stage(Stage.SECONDARY_FIRST)));
        AuthleteApi secondary = emulators.secondaryApi();
        Service service = secondary.getService(
                Long.parseLong(emulators.secondary().credentials().serviceId()));
        secondary.updateService(
                service.setDeviceFlowCodeDuration((int) Duration.ofDays(3).toSeconds()));
        TestClient device =
                nodes.declared(emulators.client().with(Decoupled::alsoPolls).atBoth());
        assertThat(new Decoupled(api).device(device).getUserCode()).isNotNull();
        stage(api, Stage.DRAIN);
        pass(DAY);

        ReadinessReport report = scanned(api);

        assertThat(failing(report)).containsExactly(Check.Q4);
        assertThat(report.finding(Check.Q4).clearsBy())
                .isAfter(nodes.time().now().plus(Duration.ofHours(46)));
        pass(Duration.ofDays(2));
        assertThat(scanned(api).verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    @Scenario("K6")
    void whoIssuesAtTheSecondaryPastDualClientIsNoticed() {
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        pass(DAY);
        assertThat(scanned(api).finding(Check.Q2).isFine()).isTrue();

        atSecondary(client);
        ReadinessReport report = scanned(api);

        assertThat(report.verdict()).isEqualTo(Verdict.NOT_YET);
        assertThat(report.finding(Check.Q2).text())
                .startsWith("a caller writes at the secondary without Dual Client, last at ");
        assertThat(report.finding(Check.Q2).clearsBy()).isAfter(report.at());

        new OAuth(api).refresh(client, atSecondary(client).refresh());
        assertThat(scanned(api).finding(Check.Q2).isFine()).isFalse();
    }

    @Test
    @Scenario("K7")
    void aListThatIsRefusedOrFailsIsNoEvidence() {
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        pass(DAY);
        for (int status : new int[] {403, 500}) {
            emulators.secondary().faults().on("auth-token-get-list").answer(status);
            ReadinessReport report = scanned(api);
            assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_SAY);
            assertThat(failing(report)).contains(Check.Q3, Check.Q11);
            emulators.secondary().faults().clear();
        }
        ReadinessReport report = scanned(api);
        assertThat(report.verdict()).as(report.objections().toString()).isEqualTo(Verdict.SAFE);
    }

    @Test
    @Scenario("K8")
    void aListThatChangesDuringEveryScanIsNoEvidence() {
        try (Emulators shifting = Emulators.start(AuthleteEmulatorBuilder::missingRows);
                Nodes own = new Nodes(shifting, front, Stores.H2)) {
            TestClient listed = shifting.client().atBoth();
            for (int login = 0; login < 3; login++) {
                new OAuth(shifting.secondaryApi()).login(listed);
            }
            DualAuthleteApi api = own.start(with(settings -> settings).andThen(builder -> builder.scanPage(2)));
            api.dualClient().stages().force(policy -> policy.withStage(Stage.DRAIN), "a test");
            own.pass(Duration.ofMinutes(1));

            ReadinessReport report = scanned(api);

            assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_SAY);
            assertThat(report.finding(Check.Q3).verdict()).isEqualTo(Verdict.CANNOT_SAY);
            assertThat(report.clients()).extracting(ClientBlocker::why).contains(ClientBlocker.Why.UNCLEAN);
        }
    }

    @Test
    @Scenario("K9")
    void whatTheOutboxHoldsIsCounted() {
        DualAuthleteApi api = node();
        Tokens tokens = atSecondary(client);
        emulators.migrator().runOnce();
        stage(api, Stage.DRAIN);
        pass(DAY);
        emulators.secondary().faults().refuseConnections();
        new OAuth(api).revoke(client, tokens.access());
        emulators.secondary().faults().clear();

        Finding pending = scanned(api).finding(Check.Q5);

        assertThat(pending.isFine()).isFalse();
        assertThat(pending.text()).startsWith("the outbox holds 1 blocking row and ");
    }

    @Test
    @Scenario("K10")
    void aClientInAnEarlierStageIsNamed() {
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        api.dualClient()
                .stages()
                .change(StageRequest.because("not this one")
                        .client(String.valueOf(client.id()), Stage.SECONDARY_FIRST)
                        .canary(new Canary(Stage.PRIMARY_FIRST, 1)));

        Finding birth = scanned(api).finding(Check.Q1);

        assertThat(birth.isFine()).isFalse();
        assertThat(birth.text())
                .contains("client " + client.id() + ": secondary-first", "a canary of 1 %: primary-first");
    }

    @Test
    @Scenario("K11")
    void aNodeInAnotherStageOrSilentIsNamed() {
        DualAuthleteApi api = nodes.start(with(settings -> settings).andThen(one -> one.stage(Stage.DRAIN)));
        stage(api, Stage.DRAIN);
        pass(DAY);
        nodes.start(api2 -> api2.instance("node-two").stage(Stage.SHADOW));
        api.dualClient()
                .stages()
                .change(StageRequest.because("all by themselves")
                        .followSettings()
                        .force());
        pass(Duration.ofSeconds(6));
        Finding watched = api.readiness().report().finding(Check.Q10);
        assertThat(watched.verdict()).isEqualTo(Verdict.CANNOT_SAY);
        assertThat(watched.text()).contains("node node-two is in another stage");

        api.dualClient().stages().change(StageRequest.because("all alike").stage(Stage.DRAIN));
        pass(Duration.ofSeconds(6));
        pass(Duration.ofSeconds(6));
        Finding together = api.readiness().report().finding(Check.Q10);
        assertThat(together.isFine()).as(together.text()).isTrue();
        nodes.time().advance(Duration.ofSeconds(30));
        assertThat(api.readiness().report().finding(Check.Q10).text()).contains("node node-two is silent since");
        nodes.time().advance(Duration.ofMinutes(2));
        assertThat(api.readiness().report().finding(Check.Q10).isFine())
                .as("it is gone")
                .isTrue();
    }

    @Test
    @Scenario("K11")
    void aProcessThatOnlyAskedIsNotWaitedForOnceItHasEnded() {
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        pass(DAY);
        assertThat(scanned(api).objections()).isEmpty();

        DualAuthleteApi asking = nodes.start(with(settings -> settings).andThen(one -> one.instance("a command")));
        assertThat(scanned(asking).objections()).isEmpty();
        asking.close();

        assertThat(api.readiness().report().objections()).isEmpty();
    }

    @Test
    @Scenario("K12")
    void theMemoryOfOneProcessIsNoEvidence() {
        try (Nodes alone = new Nodes(emulators, front, Stores.MEMORY)) {
            DualAuthleteApi api = alone.start(with(settings -> settings));
            api.dualClient().stages().force(policy -> policy.withStage(Stage.DRAIN), "a test");
            emulators.advance(DAY);
            alone.pass(DAY);
            alone.pass(Duration.ZERO);

            ReadinessReport report = scanned(api);

            assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_SAY);
            assertThat(report.finding(Check.Q10).text()).contains("memory of one process");
        }
    }

    @Test
    @Scenario("K13")
    void whatCannotBeCarriedDoesNotClearByItself() {
        DualAuthleteApi api = node();
        TestClient missing = registered().atSecondary();
        atSecondary(missing);
        stage(api, Stage.DRAIN);
        pass(DAY);

        ReadinessReport report = scanned(api);

        assertThat(report.finding(Check.Q3).clearsBy()).isNull();
        assertThat(report.bound()).isNull();
        assertThat(report.finding(Check.Q7).text()).contains("the primary does not have it: import it");
    }

    @Test
    @Scenario("K15")
    void aKeyThatThePrimaryDoesNotPublishIsWaitedFor() {
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        pass(Duration.ofMinutes(1));

        ReadinessReport report = scanned(api);
        Finding keys = report.finding(Check.Q8);

        assertThat(keys.isFine()).as("the emulators have keys of their own").isFalse();
        assertThat(keys.clearsBy()).isEqualTo(report.since().plus(Duration.ofHours(1)));
        pass(Duration.ofMinutes(61));
        assertThat(api.readiness().report().finding(Check.Q8).isFine()).isTrue();
    }

    @Test
    @Scenario("K16")
    void aForcedStepKeepsWhatSpokeAgainstIt() {
        atSecondary(client);
        DualAuthleteApi api = node();
        stage(api, Stage.DRAIN);
        assertThatExceptionOfType(StageRefusedException.class)
                .isThrownBy(
                        () -> api.dualClient().stages().change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "now"))
                .satisfies(refused -> assertThat(refused.objections())
                        .anyMatch(objection -> objection.startsWith("Q3 token copies: "))
                        .anyMatch(objection -> objection.startsWith("Q4 codes and tickets: ")));

        StageChange forced =
                api.dualClient().stages().force(policy -> policy.withStage(Stage.PRIMARY_ONLY), "ticket 4711");

        assertThat(forced.overridden()).anyMatch(objection -> objection.startsWith("Q4 codes and tickets: "));
        assertThat(api.dualClient().stages().lastChange().overridden()).isEqualTo(forced.overridden());
    }

    @Test
    @Scenario("K17")
    void aSavedReportThatWasChangedIsNotGenuine() {
        DualAuthleteApi api = node();
        String saved = api.readiness().save(api.readiness().report());
        List<byte[]> keys = List.of(Nodes.key());

        assertThat(SavedReport.check(saved, keys)).isEqualTo(SavedReport.Result.GENUINE);
        assertThat(SavedReport.check(saved.replace("CANNOT_SAY", "SAFE"), keys))
                .isEqualTo(SavedReport.Result.NOT_GENUINE);
        assertThat(SavedReport.check(saved, List.of("another key that is as long as it has to be".getBytes())))
                .isEqualTo(SavedReport.Result.NOT_GENUINE);
        assertThat(SavedReport.check("{}", keys)).isEqualTo(SavedReport.Result.NO_REPORT);
    }

    @Test
    @Scenario("K21")
    void whatOnlyTheSecondaryHasIsRememberedScanByScan() {
        DualAuthleteApi one = node();
        for (int login = 0; login < 3; login++) {
            atSecondary(client);
        }
        scanned(one);
        pass(Duration.ofMinutes(1));
        emulators.migrator().runOnce();
        DualAuthleteApi two = nodes.start(with(settings -> settings).andThen(api -> api.instance("node-two")));
        scanned(two);
        pass(Duration.ofMinutes(1));
        emulators.primary().faults().on("auth-token-get-list").answer(403);
        ReadinessReport last = scanned(one);
        emulators.primary().faults().clear();

        assertThat(last.remaining())
                .extracting(ReadinessReport.Remaining::rows, ReadinessReport.Remaining::unread)
                .containsExactly(tuple(3L, 0L), tuple(0L, 0L), tuple(0L, 1L));
        assertThat(two.readiness().report().remaining()).isEqualTo(last.remaining());
        assertThat(nodes.restart(Stage.PRIMARY_FIRST).readiness().report().remaining())
                .as("after a restart")
                .isEqualTo(last.remaining());
    }

    /** Returns tokens that both backends hold, once nothing speaks against the last stage any more. */
    private Tokens copiedAndDrained(DualAuthleteApi api) {
        Tokens tokens = atSecondary(client);
        emulators.migrator().runOnce();
        stage(api, Stage.DRAIN);
        pass(DAY);
        assertThat(scanned(api).objections()).isEmpty();
        return tokens;
    }

    @Test
    @Scenario("K19")
    void aLineThatIsRenewedWhileANodeFollowsLateIsCounted() {
        DualAuthleteApi one = node();
        DualAuthleteApi two = nodes.start(with(settings -> settings).andThen(api -> api.instance("node-two")));
        Tokens tokens = copiedAndDrained(one);
        emulators.primary().faults().refuseConnections(); // so that the late node has it renewed at the secondary

        one.dualClient().stages().change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "it is safe");
        Tokens renewed = Replay.accepted(new OAuth(two).refresh(client, tokens.refresh()));
        emulators.primary().faults().clear();
        pass(Duration.ofSeconds(20));

        assertThat(one.readiness().report().postCheck().words())
                .startsWith("1 line was renewed at the secondary")
                .contains("step back within 10 minutes, or 1 user logs in again");
        assertThat(two.dualClient().stage()).isEqualTo(Stage.PRIMARY_ONLY);
        stage(one, Stage.DRAIN);
        assertThat(new OAuth(one).isActive(renewed.access())).isTrue();
    }

    @Test
    @Scenario("K19")
    void aLineThatANodeRenewsBeforeItEndsIsCounted() {
        DualAuthleteApi one = node();
        DualAuthleteApi two = nodes.start(with(settings -> settings).andThen(api -> api.instance("node-two")));
        Tokens tokens = copiedAndDrained(one);
        emulators.primary().faults().refuseConnections();
        one.dualClient().stages().change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "it is safe");
        Replay.accepted(new OAuth(two).refresh(client, tokens.refresh()));
        emulators.primary().faults().clear();
        for (int second = 0; second < 20; second++) { // of which the other node sees none: it has crashed
            emulators.advance(Duration.ofSeconds(1));
            nodes.time().advance(Duration.ofSeconds(1));
            one.dualClient().tick();
        }

        assertThat(one.readiness().report().postCheck().words()).startsWith("1 line was renewed at the secondary");
    }

    @Test
    @Scenario("K20")
    void oneClientInSteadyUseIsNamedAloneAndHasNoDate() {
        DualAuthleteApi api = nodes.start(with(settings -> settings.withMigrator(Migrator.EXTERNAL)));
        TestClient busy = registered().atBoth();
        atSecondary(client);
        emulators.migrator().runOnce();
        Tokens tokens = atSecondary(busy);
        stage(api, Stage.DRAIN);
        pass(DAY);
        tokens = Replay.accepted(new OAuth(api).refresh(busy, tokens.refresh()));
        pass(Duration.ofMinutes(1));

        ReadinessReport report = scanned(api);

        assertThat(report.clients()).singleElement().satisfies(blocker -> {
            assertThat(blocker.client()).isEqualTo(String.valueOf(busy.id()));
            assertThat(blocker.clearsBy()).isNull();
        });
        assertThat(report.finding(Check.Q3).clearsBy()).isNull();
        assertThat(new OAuth(api).isActive(tokens.access())).isTrue();
        api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.CLIENT_CREDENTIALS)
                .setClientId(busy.id()));
    }
}
