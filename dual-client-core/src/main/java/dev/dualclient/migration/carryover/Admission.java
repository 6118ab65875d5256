package dev.dualclient.migration.carryover;

import dev.dualclient.migration.carryover.CarryOverState.SelfTestState;
import org.jspecify.annotations.Nullable;

/** Whether rows of a client are carried over at all now, whatever row it is. Thread-safe. */
final class Admission {

    private final CarryOverSettings settings;
    private final SelfTest selfTest;
    private final Pause pause;
    private final Backends backends;

    Admission(CarryOverSettings settings, SelfTest selfTest, Pause pause, Backends backends) {
        this.settings = settings;
        this.selfTest = selfTest;
        this.pause = pause;
        this.backends = backends;
    }

    /**
     * Returns why nothing is carried over, {@code null} if something may be.
     *
     * @param client the id of the client, empty where it is not known yet
     */
    @Nullable
    CarryReason objection(String client) {
        if (pause.reason() != null || pause.concerns(client)) {
            return CarryReason.PAUSED;
        } else if (settings.excluded().contains(client)) {
            return CarryReason.EXCLUDED;
        } else if (selfTest() == SelfTestState.NOT_RUN || selfTest() == SelfTestState.FAILED) {
            return CarryReason.SELF_TEST;
        }
        return backends.allowCopies(client) ? null : CarryReason.STAGE;
    }

    SelfTestState selfTest() {
        return settings.selfTest() == CarryOverSettings.SelfTest.SKIP ? SelfTestState.SKIPPED : selfTest.state();
    }
}
