package dev.dualclient.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stage of a call, and of whom it depends on. */
class StagePolicyTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 90})
    @Scenario("F8")
    void aCanaryHoldsItsShare(int percent) {
        Canary canary = new Canary(Stage.PRIMARY_FIRST, percent);
        Canary smaller = new Canary(Stage.PRIMARY_FIRST, percent - 5);
        List<String> ids = IntStream.range(0, 10_000)
                .mapToObj(i -> String.valueOf(26_478_243_745_571L + i * 7L))
                .toList();

        long held = ids.stream().filter(canary::includes).count();

        assertThat(held / 100.0).isBetween(percent - 2.0, percent + 2.0);
        assertThat(ids).filteredOn(smaller::includes).allMatch(canary::includes);
    }

    @Test
    @Scenario("F8")
    void aCanaryNeverChanges() {
        Canary canary = new Canary(Stage.DRAIN, 30);
        assertThat(IntStream.range(1000, 1020).filter(id -> canary.includes(String.valueOf(id))))
                .containsExactly(1000, 1003, 1009, 1011, 1013, 1015, 1019);
        assertThat(new Canary(Stage.DRAIN, 0).includes("12627"))
                .as("nobody, not even the very first")
                .isFalse();
        assertThat(new Canary(Stage.DRAIN, 0.01).includes("12627")).isTrue();
        assertThat(new Canary(Stage.DRAIN, 100).includes("1001")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100.5, Double.NaN})
    void aShareIsAPercentage(double percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Canary(Stage.PRIMARY_FIRST, percent))
                .withMessage("dual-client.canary.percent is " + percent + ": write a number from 0 to 100");
    }

    @Test
    void aClientComesBeforeTheCanaryAndTheCanaryBeforeAll() {
        StagePolicy policy = StagePolicy.of(Stage.SECONDARY_FIRST)
                .withClient("shop", Stage.DRAIN)
                .withCanary(new Canary(Stage.PRIMARY_FIRST, 100));

        assertThat(policy.of(List.of("4711", "shop"))).isEqualTo(Stage.DRAIN);
        assertThat(policy.of(List.of("4711"))).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(policy.of(List.of("another alias")))
                .as("a canary goes by ids")
                .isEqualTo(Stage.SECONDARY_FIRST);
        assertThat(policy.of(List.of())).isEqualTo(Stage.SECONDARY_FIRST);
        assertThat(policy.withCanary(null).of(List.of("4711"))).isEqualTo(Stage.SECONDARY_FIRST);
        assertThat(policy.withCanary(new Canary(Stage.PRIMARY_FIRST, 0)).of(List.of("4711")))
                .isEqualTo(Stage.SECONDARY_FIRST);
    }

    @Test
    void whoIsNotKnownMayBeOneForWhomTheSecondaryIsStillAsked() {
        StagePolicy policy = StagePolicy.of(Stage.PRIMARY_ONLY);
        assertThat(policy.of(List.of())).isEqualTo(Stage.PRIMARY_ONLY);
        StagePolicy drained = policy.withClient("1", Stage.DRAIN);
        assertThat(drained.of(List.of())).isEqualTo(Stage.DRAIN);
        StagePolicy late = drained.withClient("2", Stage.SECONDARY_FIRST);
        assertThat(late.of(List.of("an alias"))).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(late.of(List.of("3"))).isEqualTo(Stage.PRIMARY_ONLY);
        assertThat(late.withStage(Stage.DRAIN).of(List.of())).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(late.withStage(Stage.SHADOW).of(List.of())).isEqualTo(Stage.SHADOW);
        assertThat(drained.withStage(Stage.PRIMARY_FIRST).of(List.of())).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(policy.withCanary(new Canary(Stage.PRIMARY_FIRST, 5)).of(List.of()))
                .isEqualTo(Stage.PRIMARY_FIRST);
    }

    @Test
    void aStageIsTheSameForAllUnlessSomebodyHasOneOfTheirOwn() {
        StagePolicy all = StagePolicy.of(Stage.PRIMARY_FIRST);
        StagePolicy one = all.withClient("1", Stage.DRAIN);
        StagePolicy share = all.withCanary(new Canary(Stage.PRIMARY_ONLY, 5));

        assertThat(all.isSame()).isTrue();
        assertThat(one.isSame()).isFalse();
        assertThat(share.isSame()).isFalse();
        assertThat(Stage.values()).filteredOn(all::has).containsExactly(Stage.PRIMARY_FIRST);
        assertThat(Stage.values()).filteredOn(one::has).containsExactly(Stage.PRIMARY_FIRST, Stage.DRAIN);
        assertThat(Stage.values()).filteredOn(share::has).containsExactly(Stage.PRIMARY_FIRST, Stage.PRIMARY_ONLY);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void aStageIsReadAsItIsWritten(Stage stage) {
        assertThat(Stage.of(stage.text())).isEqualTo(stage);
        assertThat(stage.text()).matches("[a-z-]+");
    }

    @Test
    void onlyWhatWasChangedIsTakenOver() {
        StagePolicy before =
                new StagePolicy(Stage.PRIMARY_FIRST, true, Map.of("1", Stage.DRAIN, "2", Stage.DRAIN), null);
        StagePolicy after = before.withStage(Stage.DRAIN).withClient("2", null).withClient("3", Stage.SHADOW);
        StagePolicy present = StagePolicy.of(Stage.SECONDARY_FIRST)
                .withClient("2", Stage.SHADOW)
                .withClient("4", Stage.SHADOW);

        assertThat(present.withChanges(before, after))
                .isEqualTo(StagePolicy.of(Stage.DRAIN)
                        .withClient("3", Stage.SHADOW)
                        .withClient("4", Stage.SHADOW));
        Canary canary = new Canary(Stage.SHADOW, 1);
        assertThat(present.withChanges(before, before.withCanary(canary).withMaintenance(false)))
                .isEqualTo(present.withCanary(canary));
        StagePolicy withCanary = present.withCanary(canary);
        assertThat(withCanary.withChanges(after, after.withMaintenance(false))).isEqualTo(withCanary);
        assertThat(present.withChanges(present, present.withMaintenance(true)))
                .isEqualTo(present.withMaintenance(true));
    }

    @Test
    void theSecondaryIsLeftAloneForMoreClientsThanBefore() {
        StagePolicy first = StagePolicy.of(Stage.PRIMARY_FIRST);
        StagePolicy only = StagePolicy.of(Stage.PRIMARY_ONLY);
        StagePolicy some = first.withCanary(new Canary(Stage.PRIMARY_ONLY, 5));

        assertThat(only.leavesSecondaryAloneUnlike(first)).isTrue();
        assertThat(first.leavesSecondaryAloneUnlike(only)).isFalse();
        assertThat(only.withMaintenance(true).leavesSecondaryAloneUnlike(only)).isFalse();
        assertThat(first.withClient("1", Stage.PRIMARY_ONLY).leavesSecondaryAloneUnlike(first))
                .isTrue();
        assertThat(only.withClient("1", Stage.PRIMARY_ONLY).leavesSecondaryAloneUnlike(only))
                .isFalse();
        assertThat(some.leavesSecondaryAloneUnlike(first)).isTrue();
        assertThat(first.withCanary(new Canary(Stage.PRIMARY_ONLY, 6)).leavesSecondaryAloneUnlike(some))
                .isTrue();
        assertThat(some.leavesSecondaryAloneUnlike(first.withCanary(new Canary(Stage.PRIMARY_ONLY, 6))))
                .isFalse();
        assertThat(first.withCanary(new Canary(Stage.DRAIN, 5)).leavesSecondaryAloneUnlike(first))
                .isFalse();
        assertThat(first.withClient("1", Stage.DRAIN).leavesSecondaryAloneUnlike(first))
                .isFalse();
        assertThat(some.withMaintenance(true).leavesSecondaryAloneUnlike(some)).isFalse();
        assertThat(some.leavesSecondaryAloneUnlike(first.withCanary(new Canary(Stage.DRAIN, 50))))
                .isTrue();
        assertThat(first.withCanary(new Canary(Stage.PRIMARY_ONLY, 0)).leavesSecondaryAloneUnlike(first))
                .as("a share of nobody")
                .isFalse();
        assertThat(some.withStage(Stage.PRIMARY_ONLY).leavesSecondaryAloneUnlike(only))
                .isFalse();
        assertThat(only.leavesSecondaryAloneUnlike(only.withClient("1", Stage.DRAIN)))
                .as("a client that was behind and is not any more")
                .isTrue();
        assertThat(only.leavesSecondaryAloneUnlike(only.withCanary(new Canary(Stage.DRAIN, 50))))
                .isTrue();
        assertThat(only.leavesSecondaryAloneUnlike(some.withStage(Stage.PRIMARY_ONLY)))
                .isFalse();
        assertThat(some.leavesSecondaryAloneUnlike(some.withClient("4711", Stage.DRAIN)))
                .as("whose id is not among the share")
                .isFalse();
        assertThat(some.leavesSecondaryAloneUnlike(some.withClient("12627", Stage.DRAIN)))
                .as("whose id is among the share")
                .isTrue();
        assertThat(some.leavesSecondaryAloneUnlike(some.withClient("shop", Stage.DRAIN)))
                .as("whose id may be among the share")
                .isTrue();
        assertThat(first.leavesSecondaryAloneUnlike(first.withClient("shop", Stage.DRAIN)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 100.01, Double.NaN})
    void aShareThatIsNoPercentageIsRefused(double percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Canary(Stage.DRAIN, percent))
                .withMessage("dual-client.canary.percent is " + percent + ": write a number from 0 to 100");
    }

    @Test
    void exceptionsAreToldInWords() {
        StagePolicy policy = StagePolicy.of(Stage.PRIMARY_FIRST)
                .withClient("11", Stage.SECONDARY_FIRST)
                .withClient("12", Stage.PRIMARY_FIRST)
                .withCanary(new Canary(Stage.DRAIN, 12.5));

        assertThat(policy.exceptions()).containsExactly("client 11: secondary-first", "a canary of 12.5 %: drain");
        assertThat(policy.withoutExceptions().exceptions()).isEmpty();
        assertThat(policy)
                .hasToString("primary-first (client 11: secondary-first, client 12: primary-first,"
                        + " a canary of 12.5 %: drain)");
    }

    @Test
    void ofManyExceptionsTheFirstAreTold() {
        StagePolicy policy = StagePolicy.of(Stage.PRIMARY_FIRST);
        for (int id = 1000; id < 1100; id++) {
            policy = policy.withClient(String.valueOf(id), Stage.DRAIN);
        }

        assertThat(policy.exceptions())
                .startsWith("client 1000: drain")
                .last()
                .asString()
                .endsWith(" more clients");
    }

    @Test
    void whoStaysBehindIsAnExceptionOfAStepAheadAndOfNoStepBack() {
        StagePolicy before = StagePolicy.of(Stage.PRIMARY_FIRST).withClient("11", Stage.SECONDARY_FIRST);
        StagePolicy ahead = before.withStage(Stage.DRAIN);

        assertThat(ahead.exceptionsBehind(before)).containsExactly("client 11: secondary-first");
        assertThat(before.exceptionsBehind(ahead)).isEmpty();
        assertThat(ahead.notDrained()).containsExactly("11");
        assertThat(ahead.drainsOthersUnlike(before)).isTrue();
        assertThat(ahead.drainedUnlike(before)).isEmpty();
        assertThat(before.withStage(Stage.PRIMARY_ONLY).leavesSecondaryAloneForOthersUnlike(before))
                .isTrue();
    }
}
