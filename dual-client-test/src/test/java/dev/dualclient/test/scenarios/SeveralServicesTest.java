package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.dto.IntrospectionResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two services in one application, whose custody is kept on one server: by a schema each in PostgreSQL, by a prefix each in
 * Redis. Neither sees what the other one keeps.
 */
class SeveralServicesTest {

    private static final byte[] KEY = "the-same-key-for-both-services-of-it".getBytes(StandardCharsets.US_ASCII);

    private final Emulators shop = service("1001");
    private final Emulators staff = service("1002");
    private final List<AutoCloseable> opened = new ArrayList<>();

    private static Emulators service(String id) {
        EmulatedCredentials usual = EmulatedCredentials.DEFAULT;
        return Emulators.start(settings -> settings.credentials(new EmulatedCredentials(
                id, id, usual.apiSecret(), usual.ownerApiKey(), usual.ownerApiSecret(), usual.accessToken(), null)));
    }

    @BeforeEach
    void remember() {
        opened.add(shop);
        opened.add(staff);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** Two stores on one server: with a schema each, or with a prefix each. */
    private List<CustodyStore> stores(Stores server) {
        StoreSpace first = kept(server.fresh());
        StoreSpace second = kept(server.fresh());
        return List.of(first.open(Time.system()), second.open(Time.system()));
    }

    private <T extends AutoCloseable> T kept(T resource) {
        opened.add(resource);
        return resource;
    }

    private DualAuthleteApi api(Emulators backends, CustodyStore store, TestClient... clients) {
        return kept(backends.api()
                .custodyStore(store, KEY)
                .secretMigrated(Stream.of(clients)
                        .map(client -> String.valueOf(client.id()))
                        .toArray(String[]::new))
                .background(false)
                .build());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "REDIS"})
    void whatOneServiceOwesTheOtherDoesNotSee(Stores server) {
        List<CustodyStore> stores = stores(server);
        TestClient customer = shop.client().atBoth();
        TestClient employee = staff.client().atBoth();
        DualAuthleteApi shopApi = api(shop, stores.get(0), customer);
        DualAuthleteApi staffApi = api(staff, stores.get(1), employee);
        Tokens dead = new OAuth(shopApi).login(customer);
        Tokens alive = new OAuth(staffApi).login(employee);

        shop.secondary().faults().refuseConnections();
        new OAuth(shopApi).revoke(customer, dead.access());
        assertThat(shopApi.dualClient().outbox().rows())
                .filteredOn(Outbox.Row::blocking)
                .extracting(Outbox.Row::side)
                .containsExactly(Side.SECONDARY);
        staff.mark();
        staffApi.dualClient().tick();

        assertThat(staffApi.dualClient().outbox().rows()).isEmpty();
        assertThat(staff.calls()).hasToString("0/0");
        assertThat(new OAuth(shopApi).introspect(dead.access()).getAction()).isNotEqualTo(Action.OK);
        assertThat(new OAuth(staffApi).introspect(alive.access()).getAction()).isEqualTo(Action.OK);
        assertThat(new OAuth(staffApi).refresh(employee, alive.refresh()).getAccessToken())
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "REDIS"})
    void eachServiceHasAStageOfItsOwn(Stores server) {
        List<CustodyStore> stores = stores(server);
        DualAuthleteApi shopApi = api(shop, stores.get(0));
        DualAuthleteApi staffApi = api(staff, stores.get(1));

        shopApi.dualClient().stages().change(policy -> policy.withStage(Stage.SHADOW), "compare the shop");
        shopApi.dualClient().tick();
        staffApi.dualClient().tick();

        assertThat(shopApi.dualClient().stages().policy().stage()).isEqualTo(Stage.SHADOW);
        assertThat(staffApi.dualClient().stages().policy().stage()).isEqualTo(Stage.PRIMARY_FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "REDIS"})
    void aStoreOfAnotherServiceIsRefused(Stores server) {
        CustodyStore store = stores(server).get(0);
        api(shop, store);

        assertThatThrownBy(() -> api(staff, store))
                .hasMessage(
                        "dual-client.custody: the custody store is that of service 1001, and this one is 1002; give each"
                                + " service a store of its own");
    }
}
