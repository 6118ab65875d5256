package dev.dualclient.observation;

import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.inventory.Repair;
import dev.dualclient.migration.inventory.StepResult;
import dev.dualclient.migration.preflight.Preflight;
import dev.dualclient.migration.preflight.PreflightReport;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Result;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Meters of what the last preflight and the last inventory of this process have found. To read one asks nobody. */
public final class MigrationMeters implements MeterBinder {

    private final Preflight preflight;
    private final Inventory inventory;

    /** Creates the meters. */
    public MigrationMeters(Preflight preflight, Inventory inventory) {
        this.preflight = preflight;
        this.inventory = inventory;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String check : Preflight.checks()) {
            for (Result result : Result.values()) {
                Gauge.builder(Metric.PREFLIGHT.meter(), preflight, one -> is(one, check, result))
                        .description(Metric.PREFLIGHT.counts())
                        .tags(CallMeters.tags(Metric.PREFLIGHT, check, TagValue.of(result)))
                        .strongReference(true)
                        .register(registry);
            }
        }
        for (ClientState state : ClientState.values()) {
            Gauge.builder(Metric.INVENTORY_CLIENTS.meter(), inventory, one -> count(one, state))
                    .description(Metric.INVENTORY_CLIENTS.counts())
                    .tags(CallMeters.tags(Metric.INVENTORY_CLIENTS, TagValue.of(state)))
                    .strongReference(true)
                    .register(registry);
        }
        for (Repair repair : Repair.values()) {
            for (StepResult.Ending ending : StepResult.Ending.values()) {
                FunctionCounter.builder(Metric.INVENTORY_APPLIED.meter(), inventory, one -> one.applied(repair, ending))
                        .description(Metric.INVENTORY_APPLIED.counts())
                        .tags(CallMeters.tags(Metric.INVENTORY_APPLIED, TagValue.of(repair), TagValue.of(ending)))
                        .register(registry);
            }
        }
    }

    private static double is(Preflight preflight, String id, Result result) {
        PreflightReport last = preflight.last();
        CheckResult check = last == null ? null : last.check(id);
        return check != null && check.result() == result ? 1 : 0;
    }

    private static double count(Inventory inventory, ClientState state) {
        InventoryReport last = inventory.last();
        return last == null ? 0 : last.counts().getOrDefault(state, 0);
    }
}
