package dev.dualclient.test.stores;

class RedisStoreTest extends CustodyStoreContract {

    RedisStoreTest() {
        super(Stores.REDIS);
    }
}
