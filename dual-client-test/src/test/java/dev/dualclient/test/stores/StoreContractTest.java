package dev.dualclient.test.stores;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.test.contract.CustodyStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of a custody store, kept by each that needs a server of its own and by that of one process. */
@ParameterizedClass
@EnumSource(names = {"MEMORY", "POSTGRESQL", "MARIADB"})
class StoreContractTest extends CustodyStoreContract {

    private final StoreSpace space;

    StoreContractTest(Stores kind) {
        this.space = kind.fresh();
    }

    @Override
    protected CustodyStore open(Time time) {
        return space.open(time);
    }

    @AfterEach
    void close() {
        space.close();
    }
}
