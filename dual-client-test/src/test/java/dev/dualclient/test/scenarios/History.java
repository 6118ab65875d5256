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
        this.nodes = new Nodes(emulators, Front.values()[(int) (seed % Front.values().length)]);
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
        told(this::next);
    }

    /** Presents every token in peace, after a restart in every stage. */
    void end() {
        Arrays.fill(outages, Outage.NONE);
        for (Stage stage : Stage.values()) {
            tell("restart in " + stage);
            DualAuthleteApi api = nodes.restart(stage);
            int known = tokens.size();
            for (int at = 0; at < known; at++) {
                int each = at;
                told(() -> introspect(api, each));
                told(() -> introspectRefreshToken(api, each));
                told(() -> refresh(api, each));
            }
        }
    }

    private void told(Runnable step) {
        try {
            step.run();
        } catch (AssertionError violated) {
            throw new AssertionError("seed " + seed + ":\n" + String.join("\n", trace), violated);
        }
    }

    private void next() {
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
        Stage next = random.nextBoolean() ? Stage.PRIMARY_FIRST : Stage.SECONDARY_FIRST;
        apis.get(node).dualClient().stage(next);
        tell("stage of node " + node + ": " + next);
    }

    private void use(int what, int at) {
        DualAuthleteApi api = any();
        if (what <= 12) {
            refresh(api, at);
        } else if (what <= 15) {
            introspect(api, at);
        } else if (what == 16) {
            introspectRefreshToken(api, at);
        } else {
            revoke(api, at);
        }
    }

    private void refresh(DualAuthleteApi api, int at) {
        Tokens old = tokens.get(at);
        truth.beforeRefresh();
        during("refresh " + at, () -> {
            TokenResponse response = new OAuth(api).refresh(client, old.refresh());
            if (response.getAction() == TokenResponse.Action.OK) {
                truth.accepted(old.refresh());
                truth.dies(old, "replaced");
                tokens.add(Tokens.of(response));
                return "tokens " + (tokens.size() - 1);
            }
            return response.getAction().name();
        });
        truth.afterRefresh();
    }

    private void introspect(DualAuthleteApi api, int at) {
        String token = tokens.get(at).access();
        during("introspect " + at, () -> accepted(new OAuth(api).isActive(token), token));
    }

    private void introspectRefreshToken(DualAuthleteApi api, int at) {
        String token = tokens.get(at).refresh();
        during("introspect refresh token " + at, () -> {
            String content = api.standardIntrospection(
                            new StandardIntrospectionRequest().setParameters(OAuth.form("token", token)))
                    .getResponseContent();
            return accepted(content.replace(" ", "").contains("\"active\":true"), token);
        });
    }

    private String accepted(boolean active, String token) {
        if (active) {
            truth.accepted(token);
        }
        return active ? "active" : "inactive";
    }

    private void revoke(DualAuthleteApi api, int at) {
        Tokens used = tokens.get(at);
        boolean access = random.nextBoolean();
        during("revoke " + at + (access ? " by its access token" : " by its refresh token"), () -> {
            RevocationResponse.Action action = new OAuth(api)
                    .revoke(client, access ? used.access() : used.refresh())
                    .getAction();
            if (action == RevocationResponse.Action.OK) {
                truth.dies(used, "killed");
            }
            return action.name();
        });
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
