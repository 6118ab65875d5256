package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.carryover.CarryOverState.SelfTestState;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.migration.carryover.SelfTestReport;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What carry-over needs before it carries anything over. */
@OnOneH2
class CarrySettingsTest extends CarryScene {

    @Test
    @Scenario("J15")
    void withAMigratorTheStartIsRefused() {
        assertThatThrownBy(() -> nodes.start(api -> api.carryOver(carry -> carry.withEnabled(true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none into dual-client.migrator");
    }

    @Test
    @Scenario("J15")
    void withTheMemoryOfAProcessTheStartIsRefused() {
        assertThatThrownBy(() -> emulators
                        .api()
                        .migrator(Migrator.NONE)
                        .carryOver(carry -> carry.withEnabled(true))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc or redis into dual-client.custody.store");
    }

    @Test
    @Scenario("J15")
    void aMigratorThatIsAtWorkAllTheSameIsNoticed() {
        emulators
                .primaryApi()
                .updateClient(emulators.primaryApi().getClient(client.id()).setInScopeForTokenMigration(true));
        DualAuthleteApi api = carrying();
        Tokens second = replay.refreshed(api, created());
        assertThat(emulators.migrator().runOnce()).isEqualTo(1);
        try (Warnings warnings = Warnings.ofPackage(CarryOver.class)) {
            carry();
            assertThat(warnings.said()).singleElement().asString().contains("dual-client.migrator is none");
        }
        assertThat(count(api, CarryReason.MIGRATOR)).isEqualTo(1);
        assertThat(api.dualClient().carryOver().state().pausedClients()).containsExactly(String.valueOf(client.id()));
        pass(SETTLED); // the copy is as good as ours
        replay.refreshed(api, second, "2/0");
        replay.isDead(restarted(), second);
    }

    @Test
    @Scenario("J23")
    void withoutASelfTestNothingIsCarriedOver() {
        DualAuthleteApi api =
                nodes.start(node -> node.migrator(Migrator.NONE).carryOver(carry -> carry.withEnabled(true)));
        CarryOver carryOver = api.dualClient().carryOver();
        assertThat(carryOver.state().selfTest()).isEqualTo(SelfTestState.NOT_RUN);
        Tokens second = replay.refreshed(api, created());
        carry();
        assertThat(count(api, CarryReason.SELF_TEST)).isEqualTo(1);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();

        int before = rowsAt(emulators.secondaryApi()).size();
        SelfTestReport report = carryOver.selfTest(String.valueOf(client.id()), "tester");
        assertThat(report.checks())
                .as(report.toString())
                .allMatch(SelfTestReport.Check::passed)
                .hasSizeGreaterThan(7);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();
        assertThat(rowsAt(emulators.secondaryApi())).hasSize(before);
        assertThat(carryOver.state().selfTest()).isEqualTo(SelfTestState.PASSED);

        Tokens third = replay.refreshed(api, second);
        carry();
        assertThat(replay.atPrimary().isActive(third.access())).isTrue();
    }

    @Test
    @Scenario("J23")
    void aSelfTestThatFailsSaysWhy() {
        emulators.primary().faults().on("auth-token-create").answer(403);
        DualAuthleteApi api =
                nodes.start(node -> node.migrator(Migrator.NONE).carryOver(carry -> carry.withEnabled(true)));
        CarryOver carryOver = api.dualClient().carryOver();
        SelfTestReport report = carryOver.selfTest(String.valueOf(client.id()), "tester");
        assertThat(report.passed()).isFalse();
        assertThat(report.checks())
                .anySatisfy(check -> assertThat(check.problem()).contains("no token could be created"));
        assertThat(carryOver.state().selfTest()).isEqualTo(SelfTestState.FAILED);
        assertThatThrownBy(() -> carryOver.selfTest("an-alias", "tester")).hasMessageContaining("number");
    }

    @Test
    @Scenario("J23")
    void whatIsPausedIsPausedOnAllNodes() {
        DualAuthleteApi one = carrying();
        DualAuthleteApi other = carrying();
        one.dualClient().carryOver().pause("a test says so");
        Tokens second = replay.refreshed(other, created());
        carry();
        assertThat(count(other, CarryReason.PAUSED)).isEqualTo(1);
        assertThat(other.dualClient().carryOver().state().paused()).isEqualTo("a test says so");
        other.dualClient().carryOver().resume();
        replay.refreshed(other, second);
        carry();
        assertThat(carried(other)).isEqualTo(1);
    }

    @Test
    @Scenario("J22")
    void whatAnApplicationCreatesWithTheSecondarysValuesIsUsedOnce() {
        DualAuthleteApi api = carrying(UnaryOperator.identity());
        Tokens old = created();
        api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject("john")
                .setScopes(new String[] {"openid"})
                .setAccessToken(old.access())
                .setRefreshToken(old.refresh()));
        Tokens fresh = replay.refreshed(api, old);
        carry();
        replay.isDead(carrying(), old);
        replay.isDead(restarted(), old);
        replay.isActive(restarted(), fresh);
        assertThat(replay.linesBeside(List.of(old))).hasSize(1);
    }
}
