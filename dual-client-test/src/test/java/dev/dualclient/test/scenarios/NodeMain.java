package dev.dualclient.test.scenarios;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.http.HttpBackend;
import dev.dualclient.operation.Side;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.stores.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A node that is a process of its own: does what it reads, tells how it ended, and stands still for ever at the points
 * that it was given. It waits long for everything, and holds what it has in hand for {@link #HOLD}.
 */
final class NodeMain {

    static final Duration HOLD = Duration.ofMinutes(30);
    static final String TELLS = "node: ";

    private static final EmulatedCredentials CREDENTIALS = EmulatedCredentials.DEFAULT;

    private NodeMain() {}

    /** Takes the address of the store and those of both backends, and the points to halt at, with a comma between. */
    public static void main(String[] arguments) throws IOException {
        Set<String> points = Set.of(arguments[3].split(","));
        try (CustodyStore store = Stores.open(arguments[0], Time.system());
                DualAuthleteApi api = DualAuthleteApi.over(engine(store, arguments, points))) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            tell("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                tell(done(new OAuth(api), line.split(" ")));
            }
        }
    }

    private static DualClient engine(CustodyStore store, String[] arguments, Set<String> points) {
        OutboxSettings outbox = OutboxSettings.defaults().withHold(HOLD);
        Custody custody = Custody.open(
                store,
                List.of(Nodes.key()),
                CREDENTIALS.serviceId(),
                CustodySettings.defaults(),
                outbox,
                Time.system());
        return DualClient.builder()
                .custody(custody)
                .outbox(outbox)
                .background(false)
                .callTimeout(HOLD)
                .killTimeout(HOLD)
                .primary(backend(
                        BackendSettings.primary()
                                .baseUrl(arguments[1])
                                .serviceId(CREDENTIALS.serviceId())
                                .accessToken(CREDENTIALS.accessToken()),
                        points))
                .secondary(backend(
                        BackendSettings.secondary()
                                .baseUrl(arguments[2])
                                .serviceId(CREDENTIALS.serviceId())
                                .apiKey(CREDENTIALS.apiKey())
                                .apiSecret(CREDENTIALS.apiSecret()),
                        points))
                .build();
    }

    private static GuardedBackend backend(BackendSettingsBuilder builder, Set<String> points) {
        BackendSettings settings = builder.connectTimeout(Patience.LONG)
                .responseTimeout(Patience.LONG)
                .build();
        Side side = settings.side();
        HaltingBackend halting = new HaltingBackend(new HttpBackend(settings), side, point -> {
            tell(point);
            return points.contains(point);
        });
        return new GuardedBackend(side, halting, new Classifier(settings.unprocessedStatuses()), Time.system());
    }

    private static String done(OAuth server, String[] words) {
        TestClient client = new TestClient(Long.parseLong(words[1]), words[2], words[3]);
        try {
            switch (words[0]) {
                case "refresh":
                    return NodeProcess.told(server.refresh(client, words[4]));
                case "redeem":
                    return NodeProcess.told(server.redeem(client, words[4]));
                case "revoke":
                    return "ended " + server.revoke(client, words[4]).getAction();
                case "introspect":
                    return "ended " + server.isActive(words[4]);
                default:
                    throw new IllegalArgumentException(words[0]);
            }
        } catch (AuthleteApiException failed) {
            return "ended " + failed.getStatusCode();
        }
    }

    private static synchronized void tell(String what) {
        System.out.println(TELLS + what);
    }
}
