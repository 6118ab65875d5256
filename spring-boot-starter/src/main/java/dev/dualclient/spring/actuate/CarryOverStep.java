package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.carryover.SelfTestReport;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does about carry-over.
 *
 * @param action what: {@code pause}, {@code resume} or {@code self-test}
 * @param client the id of the test client of a self-test
 * @param subject the test user of a self-test
 */
record CarryOverStep(
        @Nullable String action,
        @Nullable String client,
        @Nullable String subject) {

    /** What there is to be done. */
    private enum Action {
        PAUSE,
        RESUME,
        SELF_TEST
    }

    /**
     * Does it.
     *
     * @param reason why
     * @return what the operator is shown
     * @throws InvalidRequestException if something is missing
     */
    Object make(DualClient engine, String reason) {
        CarryOver carryOver = engine.carryOver();
        if (!carryOver.isEnabled()) {
            throw new InvalidRequestException("carry-over is off: set dual-client.carry-over.enabled to true");
        }
        switch (Kebab.read(Action.class, "action", required(action, "action", "pause, resume or self-test"))) {
            case PAUSE -> carryOver.pause(reason);
            case RESUME -> carryOver.resume();
            case SELF_TEST -> {
                return CarryOverView.of(selfTest(carryOver));
            }
        }
        return CarryOverView.of(carryOver.state());
    }

    private SelfTestReport selfTest(CarryOver carryOver) {
        return carryOver.selfTest(
                required(client, "client", "the number of a test client that both backends have"),
                required(subject, "subject", "a test user"));
    }

    /** Returns what is told of it. */
    Map<String, ?> audit(String reason) {
        return client == null
                ? Map.of("action", String.valueOf(action), "reason", reason)
                : Map.of("action", String.valueOf(action), "reason", reason, "client", client);
    }

    private static String required(@Nullable String value, String name, String what) {
        if (value == null || value.isBlank()) {
            throw new InvalidRequestException(name + " is missing: write " + what);
        }
        return value.strip();
    }
}
