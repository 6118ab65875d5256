package dev.dualclient.test.stores;

class MemoryStoreTest extends CustodyStoreContract {

    MemoryStoreTest() {
        super(Stores.MEMORY);
    }
}
