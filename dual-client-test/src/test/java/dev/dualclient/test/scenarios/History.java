package dev.dualclient.test.scenarios;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** One random history: what can happen to a few users' tokens during a migration, step by step. */
final class History implements AutoCloseable {

    private static final int USERS = 3;

    private final Emulators emulators;
    private final long seed;
    private final Random random;
    private final TestClient client;
    private final Nodes nodes;
    private final List<DualAuthleteApi> apis = new ArrayList<>();
    private final Outage[] outages = {Outage.NONE, Outage.NONE};
    private final Truth truth;
    private final List<Tokens> tokens = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private int users;

    History(Emulators emulators, long seed) {
        this.emulators = emulators;
        this.seed = seed;
        this.random = new Random(seed);
        this.client = emulators.client().atBoth();
        this.nodes = new Nodes(emulators);
        this.truth = new Truth(emulators);
        apis.add(node(Stage.PRIMARY_FIRST));
        apis.add(node(Stage.SECONDARY_FIRST));
    }

    /** No outage opens a circuit, so that every step reaches the backends. */
    private DualAuthleteApi node(Stage stage) {
        return nodes.start(api -> api.stage(stage).circuitBreaker(guard -> guard.withMinimumCalls(10_000)));
    }

    /** Does something, and asks the truth about it. */
    void step() {
        try {
            int what = random.nextInt(20);
            if (users == 0 || what == 0 && users < USERS) {
                login();
            } else if (what <= 3) {
                migrate();
            } else if (what <= 5) {
                outage();
            } else if (what == 6) {
                changeStage();
            } else if (!tokens.isEmpty()) {
                use(what, random.nextInt(tokens.size()));
            }
        } catch (AssertionError violated) {
            throw new AssertionError("seed " + seed + ":\n" + String.join("\n", trace), violated);
        }
    }

    private void login() {
        String user = "user" + users++;
        TokenCreateRequest request = new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject(user);
        if (random.nextBoolean()) {
            tell("login at the secondary: " + created(emulators.secondaryApi(), request));
        } else {
            DualAuthleteApi api = any();
            during("login", () -> created(api, request));
        }
    }

    private String created(AuthleteApi api, TokenCreateRequest request) {
        TokenCreateResponse created = api.tokenCreate(request);
        tokens.add(new Tokens(created.getAccessToken(), created.getRefreshToken()));
        return "tokens " + (tokens.size() - 1);
    }

    private void migrate() {
        switch (random.nextInt(3)) {
            case 0 -> tell("the migrator copies " + emulators.migrator().runOnce());
            case 1 -> {
                snapshots.add(emulators.migrator().read());
                tell("the migrator reads " + snapshots.get(snapshots.size() - 1));
            }
            default -> {
                if (!snapshots.isEmpty()) {
                    Snapshot late = snapshots.get(random.nextInt(snapshots.size()));
                    tell("the migrator writes late " + emulators.migrator().write(late));
                }
            }
        }
    }

    private void outage() {
        Outage[] all = Outage.values();
        int side = random.nextInt(outages.length);
        outages[side] = random.nextBoolean() ? Outage.NONE : all[random.nextInt(all.length)];
        tell("outages: " + Arrays.toString(outages));
    }

    private void changeStage() {
        int node = random.nextInt(apis.size());
        Stage[] all = Stage.values();
        Stage next = all[random.nextInt(all.length)];
        apis.get(node).dualClient().stage(next);
        tell("stage of node " + node + ": " + next);
    }

    private void use(int what, int at) {
        DualAuthleteApi api = any();
        Tokens used = tokens.get(at);
        if (what <= 12) {
            truth.beforeRefresh();
            during("refresh " + at, () -> refresh(api, used));
            truth.afterRefresh();
        } else if (what <= 15) {
            during("introspect " + at, () -> introspect(api, used));
        } else if (what == 16) {
            during("introspect refresh token " + at, () -> introspectRefreshToken(api, used));
        } else {
            String token = random.nextBoolean() ? used.access() : used.refresh();
            during("revoke " + at + (token.equals(used.access()) ? " by access token" : ""), () -> {
                RevocationResponse.Action action =
                        new OAuth(api).revoke(client, token).getAction();
                if (action == RevocationResponse.Action.OK) {
                    truth.dies(used, "killed");
                }
                return action.name();
            });
        }
    }

    private String refresh(DualAuthleteApi api, Tokens old) {
        TokenResponse response = new OAuth(api).refresh(client, old.refresh());
        if (response.getAction() == TokenResponse.Action.OK) {
            truth.accepted(old.refresh());
            truth.dies(old, "replaced");
            tokens.add(Tokens.of(response));
            return "tokens " + (tokens.size() - 1);
        }
        return response.getAction().name();
    }

    private String introspect(DualAuthleteApi api, Tokens used) {
        boolean active = new OAuth(api).isActive(used.access());
        if (active) {
            truth.accepted(used.access());
        }
        return active ? "active" : "inactive";
    }

    private String introspectRefreshToken(DualAuthleteApi api, Tokens used) {
        String content = api.standardIntrospection(
                        new StandardIntrospectionRequest().setParameters(OAuth.form("token", used.refresh())))
                .getResponseContent();
        boolean active = content.replace(" ", "").contains("\"active\":true");
        if (active) {
            truth.accepted(used.refresh());
        }
        return active ? "active" : "inactive";
    }

    private DualAuthleteApi any() {
        return apis.get(random.nextInt(apis.size()));
    }

    /** Makes a call while the backends are as they are; what the truth and the migrator ask is asked in peace. */
    private void during(String what, Supplier<String> call) {
        outages[0].begin(emulators.primary().faults());
        outages[1].begin(emulators.secondary().faults());
        try {
            tell(what + ": " + call.get());
        } catch (AuthleteApiException unavailable) {
            tell(what + ": " + unavailable.getStatusCode());
        } catch (AssertionError violated) {
            tell(what);
            throw violated;
        } finally {
            emulators.primary().faults().clear();
            emulators.secondary().faults().clear();
        }
    }

    private void tell(String event) {
        trace.add(event);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
