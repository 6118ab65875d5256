package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.RepairReport;
import dev.dualclient.migration.inventory.RepairRequest;
import dev.dualclient.test.Emulators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two emulators whose services are the same, for what an operator asks of both. */
abstract class TwinScene {

    static final String REASON = "a test says so";

    Emulators emulators;
    Twins twins;

    @BeforeEach
    void open(Emulators given) {
        emulators = given;
        twins = new Twins(given);
    }

    @AfterEach
    void close() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
        twins.close();
    }

    static RepairReport applied(DualAuthleteApi api, RepairRequest request) {
        Inventory inventory = api.dualClient().inventory();
        return inventory.apply(inventory.plan(request), REASON);
    }
}
