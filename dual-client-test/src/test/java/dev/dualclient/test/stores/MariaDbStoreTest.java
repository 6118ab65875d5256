package dev.dualclient.test.stores;

class MariaDbStoreTest extends CustodyStoreContract {

    MariaDbStoreTest() {
        super(Stores.MARIADB);
    }
}
