package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.OutboxState;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.observation.BackendState;
import dev.dualclient.observation.EngineState;
import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.operation.Side;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells whether calls can be answered: UP while a backend that the stage asks can serve, DOWN when none can, which is when
 * the circuit of every one is open or it rejects our API credentials. How each backend and the custody store stand is a
 * detail, and so are key ids by which the backends have different keys. Asks neither a backend nor the store anything.
 */
final class DualClientHealthIndicator implements HealthIndicator {

    private static final String OPEN = "OPEN";

    private final ObjectProvider<DualAuthleteApi> api;

    DualClientHealthIndicator(ObjectProvider<DualAuthleteApi> api) {
        this.api = api;
    }

    @Override
    public Health health() {
        DualAuthleteApi dual = api.getIfUnique(); // a test may have put something else in its place
        return dual == null ? Health.unknown().build() : of(dual.dualClient().state());
    }

    private static Health of(EngineState state) {
        boolean serves = state.backends().entrySet().stream()
                .filter(backend -> backend.getKey() == Side.PRIMARY || asksSecondary(state.stages()))
                .anyMatch(backend -> serves(backend.getValue()));
        Health.Builder health = serves ? Health.up() : Health.down();
        health.withDetail("stage", state.stages().stage()).withDetail("custodyStore", state.store());
        if (!state.stages().exceptions().isEmpty()) {
            health.withDetail("stageExceptions", state.stages().exceptions());
        }
        if (state.stages().maintenance()) {
            health.withDetail("maintenance", true);
        }
        state.backends()
                .forEach((side, backend) -> health.withDetail(
                        side.name().toLowerCase(Locale.ROOT),
                        detail(backend, Objects.requireNonNull(state.outbox().get(side)))));
        if (!state.differingKeys().isEmpty()) {
            health.withDetail("differingKeys", state.differingKeys());
        }
        if (!state.failingTasks().isEmpty()) {
            health.withDetail("failingTasks", state.failingTasks());
        }
        CarryOverState carryOver = state.carryOver();
        if (carryOver != null) {
            health.withDetail("carryOver", carryOver.words());
        }
        return health.build();
    }

    private static boolean asksSecondary(StagePolicy stages) {
        return Arrays.stream(Stage.values()).anyMatch(stage -> stage != Stage.PRIMARY_ONLY && stages.has(stage));
    }

    private static boolean serves(BackendState backend) {
        return !backend.guard().circuit().equals(OPEN)
                && !backend.guard().rejectedCredentials().contains(ApiCredentials.SERVICE);
    }

    private static Map<String, Object> detail(BackendState backend, OutboxState outbox) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("circuit", backend.guard().circuit());
        detail.put("reached", backend.reached());
        detail.put("rejectedCredentials", backend.guard().rejectedCredentials());
        detail.put("pending", outbox.blocking());
        detail.put("pendingFor", outbox.oldest());
        if (backend.guard().fault() != null) {
            detail.put("fault", backend.guard().fault());
        }
        return detail;
    }
}
