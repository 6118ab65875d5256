package dev.dualclient.test.attack;

import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.AuthorizationCode;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.OneTime.Held;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads from the backends' own memory what lives. */
final class Living {

    private Living() {}

    static Set<String> of(Arena arena, Map<Thing, String> values) {
        Set<String> living = new TreeSet<>();
        for (Side side : Side.values()) {
            arena.at(side).inspect(store -> {
                values.forEach((thing, value) -> {
                    if (!thing.dead() && lives(store, thing, value)) {
                        living.add(side + " " + thing);
                    }
                });
                client(store, values, (what, is) -> {
                    if (is) {
                        living.add(side + " " + what);
                    }
                });
                return living;
            });
        }
        return living;
    }

    private static boolean lives(Store store, Thing thing, String value) {
        if (thing.isAccessToken()) {
            return store.tokens().ofAccessToken(value) != null;
        } else if (thing.isRefreshToken()) {
            return store.tokens().ofRefreshToken(value) != null;
        }
        String bare = value.startsWith("~p.") ? value.substring(3) : value;
        return switch (thing) {
            case TICKET -> store.authorizationTickets().find(bare) != null;
            case PASSWORD_TICKET -> store.passwordTickets().find(bare) != null;
            case BACKCHANNEL_TICKET -> store.backchannelTickets().find(bare) != null;
            case CODE -> isUnused(store.authorizationCodes().find(value));
            case REQUEST_URI -> store.pushedRequests().find(value.substring(value.lastIndexOf(':') + 1)) != null;
            case DEVICE_CODE -> store.deviceCodes().find(value) != null;
            case AUTH_REQ_ID -> store.authReqIds().find(value) != null;
            case STRANGER -> store.clients().at(Long.parseLong(value)) != null;
            default -> false;
        };
    }

    private static boolean isUnused(@Nullable Held<AuthorizationCode> code) {
        return code != null && code.thing().rowId() == null;
    }

    private static void client(Store store, Map<Thing, String> values, BiConsumer<String, Boolean> tell) {
        long id = Long.parseLong(values.getOrDefault(Thing.CLIENT, "0"));
        Client client = store.clients().at(id);
        tell.accept("service", store.services().containsKey(store.service().apiKey()));
        tell.accept("client", client != null);
        tell.accept("unlocked client", client != null && !client.locked());
        tell.accept("secret of the client", client != null && client.hasSecret(values.getOrDefault(Thing.SECRET, "")));
        tell.accept("consent", store.consents().find(id, Arena.SUBJECT) != null);
    }
}
