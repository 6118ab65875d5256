package dev.dualclient.test.stores;

class H2StoreTest extends CustodyStoreContract {

    H2StoreTest() {
        super(Stores.H2);
    }
}
