package dev.dualclient.test.scenarios;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Service;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Time;
import dev.dualclient.migration.Migrator;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Two services that were imported as they should be: with the same keys, settings and clients, and one store for all nodes. The steps of a test take something of that away.
 */
final class Twins implements AutoCloseable {

    final Emulators emulators;
    private final StoreSpace space;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> declared = new ArrayList<>();

    Twins(Emulators emulators) {
        this(emulators, Stores.MEMORY);
    }

    /** The same with a store of another kind, which all nodes share. */
    Twins(Emulators emulators, Stores kind) {
        this.emulators = emulators;
        this.space = kind.fresh();
        String keys = emulators.secondaryApi().getServiceJwks(false, true);
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            change(backend, service -> service.setJwks(keys).setRefreshTokenIdempotent(true));
        }
    }

    /** Changes the settings of a service, past Dual Client. */
    void change(AuthleteApi backend, Consumer<Service> change) {
        Service service = backend.getService(serviceId());
        change.accept(service);
        backend.updateService(service);
    }

    long serviceId() {
        return Long.parseLong(emulators.primary().credentials().serviceId());
    }

    /** Registers clients at the secondary that were imported with their secrets. */
    List<TestClient> clients(int count) {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(emulators.client().atBoth());
        }
        return clients;
    }

    /** Starts a node that asks as fast as it may, and that is told of the migrator. */
    DualAuthleteApi node(Consumer<DualAuthleteApiBuilder> settings) {
        DualAuthleteApiBuilder builder = Patience.with(emulators)
                .background(false)
                .secretMigrated(declared.toArray(String[]::new))
                .inventory(inventory -> inventory.withCallsPerSecond(1000))
                .preflight(
                        preflight -> preflight.withMigrator(Migrator.EXTERNAL).withTimeout(Duration.ofMinutes(1)));
        var store = space.open(Time.system());
        builder.custodyStore(store, Nodes.key());
        settings.accept(builder);
        DualAuthleteApi api = builder.build();
        open.add(api);
        if (space.durable()) {
            open.add(store);
        }
        return api;
    }

    DualAuthleteApi node() {
        return node(builder -> {});
    }

    /** Returns how often each operation was carried out at both, those aside that only read. */
    Map<String, Integer> changes() {
        Map<String, Integer> all = new TreeMap<>(emulators.primary().counters().processed());
        emulators.secondary().counters().processed().forEach((id, count) -> all.merge(id, count, Integer::sum));
        all.keySet()
                .removeAll(List.of(
                        "info",
                        "service-jwks-get",
                        "service-configuration-get",
                        "service-get",
                        "auth-token-get-list",
                        "client-get-list",
                        "client-get"));
        return all;
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
        space.close();
    }
}
