package dev.dualclient.test.stores;

class PostgresStoreTest extends CustodyStoreContract {

    PostgresStoreTest() {
        super(Stores.POSTGRESQL);
    }
}
