package dev.dualclient.test.attack;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.Backend;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.InProcessAuthlete;
import dev.dualclient.test.histories.world.VirtualTime;
import dev.dualclient.test.migrator.ClientImport;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.migrator.TokenMigrator;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where requests are attacked: two backends in this process, one node, and users whose tokens are alive, used up, or
 * revoked. Things that few requests name are made when the first one does. Not thread-safe.
 */
final class Arena {

    static final String SUBJECT = "john";
    static final String SERVICE = "21653835348762";

    /** The user of what is dead. No answer may tell that name, but that of a list. */
    static final String GHOST = "ghost-of-the-dead";

    private static final String CALLBACK = "https://client.example/cb";
    private static final Classifier CLASSIFIER = new Classifier(Set.of());
    private static final IOException UNSENDABLE = new IOException("a variable of the path is missing");

    private final VirtualTime time = new VirtualTime();
    private final Map<Side, InProcessAuthlete> backends = new EnumMap<>(Side.class);
    private final Map<Thing, String> values = new EnumMap<>(Thing.class);
    private final DualClient engine;
    private final DualAuthleteApi api;
    private final InProcessGateway gateway;
    private final boolean publicClient;
    private final TokenMigrator migrator;
    private List<Remains> remains = List.of();
    private int changes;

    Arena(Setting setting) {
        publicClient = setting.publicClient();
        backends.put(Side.PRIMARY, InProcessAuthlete.reading(setting.parsing(), AuthleteVersion.V3_0, time));
        backends.put(Side.SECONDARY, InProcessAuthlete.reading(setting.parsing(), AuthleteVersion.V2_3, time));
        register();
        engine = DualClient.builder()
                .primary(new GuardedBackend(Side.PRIMARY, new Way(Side.PRIMARY), CLASSIFIER, time))
                .secondary(new GuardedBackend(Side.SECONDARY, new Way(Side.SECONDARY), CLASSIFIER, time))
                .stage(setting.stage())
                .background(false)
                .secretMigrated(List.of(value(Thing.CLIENT), value(Thing.ALIAS), value(Thing.STRANGER)))
                .executor(half -> {}) // the caller makes both halves of a kill, one after the other
                .time(time)
                .build();
        api = DualAuthleteApi.over(engine);
        gateway = new InProcessGateway(engine);
        migrator = TokenMigrator.between(at(Side.SECONDARY), at(Side.PRIMARY));
        populate();
        changes = 0;
    }

    /** The way to a backend, on which nothing befalls a request. */
    private final class Way implements Backend {

        private final Side side;

        Way(Side side) {
            this.side = side;
        }

        @Override
        public Reply send(ApiCall call, Deadline deadline) {
            time.advance(Duration.ofMillis(1));
            String path = Objects.requireNonNull(call.operation().path(side));
            boolean complete = call.pathVariables().keySet().stream()
                            .reduce(
                                    path.replace("{serviceId}", ""),
                                    (rest, name) -> rest.replace("{" + name + "}", ""),
                                    (a, b) -> b)
                            .indexOf('{')
                    < 0;
            if (!complete) {
                return new Reply.Failed(Reason.NOT_CONNECTED, UNSENDABLE);
            }
            changes += call.operation().ordinary().repeatable() ? 0 : 1;
            return new Reply.Answered(at(side).answerOnWire(call));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    InProcessAuthlete at(Side side) {
        return Objects.requireNonNull(backends.get(side));
    }

    DualAuthleteApi api() {
        return api;
    }

    InProcessGateway gateway() {
        return gateway;
    }

    /** Whether a call that leaves more behind than a ticket has reached a backend since the arena was made. */
    boolean isChanged() {
        return changes > 0;
    }

    /** Lets time pass, in which the node does what it does in the background. */
    void pass() {
        time.advance(Duration.ofSeconds(2));
        engine.tick();
    }

    // ---- things ----

    private void register() {
        Map<String, Object> client = Map.of(
                "clientName",
                "owner",
                "clientIdAlias",
                "owner-alias",
                "clientIdAliasEnabled",
                true,
                "clientType",
                publicClient ? "PUBLIC" : "CONFIDENTIAL",
                "tokenAuthMethod",
                publicClient ? "NONE" : "CLIENT_SECRET_BASIC",
                "redirectUris",
                List.of(CALLBACK),
                "responseTypes",
                List.of("CODE"),
                "bcDeliveryMode",
                "POLL",
                "grantTypes",
                List.of(
                        "AUTHORIZATION_CODE",
                        "REFRESH_TOKEN",
                        "CLIENT_CREDENTIALS",
                        "PASSWORD",
                        "TOKEN_EXCHANGE",
                        "DEVICE_CODE",
                        "CIBA"));
        ApiResponse owner = told("client-create", client);
        values.put(Thing.CLIENT, text(owner, "/clientId"));
        values.put(Thing.ALIAS, "owner-alias");
        values.put(Thing.SECRET, publicClient ? "no-secret" : text(owner, "/clientSecret"));
        ApiResponse stranger =
                told("client-create", Map.of("clientName", "stranger", "grantTypes", List.of("AUTHORIZATION_CODE")));
        values.put(Thing.STRANGER, text(stranger, "/clientId"));
        ClientImport.between(at(Side.SECONDARY), at(Side.PRIMARY))
                .some(ClientImport.Secrets.MIGRATED, value(Thing.CLIENT), value(Thing.STRANGER));
    }

    /** Logs users in. */
    private void populate() {
        login(Thing.LIVE_ACCESS, Thing.LIVE_REFRESH, Thing.CLIENT, SUBJECT);
        login(Thing.OTHER_ACCESS, Thing.OTHER_REFRESH, Thing.CLIENT, "jane");
        login(Thing.STRANGER_ACCESS, Thing.STRANGER_REFRESH, Thing.STRANGER, SUBJECT);
        migrator.runOnce();
    }

    /** Has tokens replaced and revoked, of which each backend keeps something, or gets it late. */
    private void makeTheDead() {
        login(Thing.SPENT_ACCESS, Thing.SPENT_REFRESH, Thing.CLIENT, GHOST);
        migrator.runOnce();
        login(Thing.KILLED_ACCESS, Thing.KILLED_REFRESH, Thing.CLIENT, GHOST);
        Snapshot late = migrator.read();
        asked(token("grant_type=refresh_token&refresh_token=" + value(Thing.SPENT_REFRESH)));
        asked(ofClient("auth-revocation", "token=" + value(Thing.KILLED_REFRESH)));
        migrator.write(late);
        remains = Remains.of(this);
    }

    private void login(Thing access, Thing refresh, Thing client, String subject) {
        ApiResponse created = told(
                "auth-token-create",
                Map.of(
                        "grantType",
                        "AUTHORIZATION_CODE",
                        "clientId",
                        Long.valueOf(value(client)),
                        "subject",
                        subject,
                        "scopes",
                        List.of("openid", "read")));
        values.put(access, text(created, "/accessToken"));
        values.put(refresh, text(created, "/refreshToken"));
    }

    /** Returns the value of a thing, which is made if it is not there yet. */
    String value(Thing thing) {
        if (!values.containsKey(thing)) {
            int before = changes;
            make(thing);
            changes = before;
        }
        return Objects.requireNonNull(values.get(thing), thing::toString);
    }

    boolean has(Thing thing) {
        return values.containsKey(thing);
    }

    /** Makes everything that can be named. */
    void makeAll() {
        for (Thing thing : Thing.values()) {
            value(thing);
        }
    }

    private void make(Thing thing) {
        switch (thing) {
            case SPENT_ACCESS, SPENT_REFRESH, KILLED_ACCESS, KILLED_REFRESH -> makeTheDead();
            case HOME_ACCESS, HOME_REFRESH -> {
                value(Thing.SPENT_REFRESH); // the migrator works for that, and must not see what comes now
                login(Thing.HOME_ACCESS, Thing.HOME_REFRESH, Thing.CLIENT, SUBJECT);
            }
            case NEW_ACCESS, NEW_REFRESH -> {
                value(Thing.SPENT_REFRESH);
                ApiResponse issued = asked(token(redemption(code())));
                values.put(Thing.NEW_ACCESS, text(issued, "/accessToken"));
                values.put(Thing.NEW_REFRESH, text(issued, "/refreshToken"));
            }
            case TICKET -> values.put(thing, ticket());
            case USED_TICKET -> {
                values.put(thing, ticket());
                issue(value(thing));
            }
            case CODE -> values.put(thing, code());
            case USED_CODE -> {
                values.put(thing, code());
                asked(token(redemption(value(thing))));
            }
            case PASSWORD_TICKET ->
                values.put(thing, text(asked(token("grant_type=password&username=john&password=pw")), "/ticket"));
            case BACKCHANNEL_TICKET -> values.put(thing, backchannelTicket());
            case AUTH_REQ_ID -> values.put(thing, authReqId());
            case REQUEST_URI ->
                values.put(
                        thing,
                        text(
                                asked(ofClient("pushed-auth-req", "response_type=code&redirect_uri=" + CALLBACK)),
                                "/requestUri"));
            case DEVICE_CODE, USER_CODE -> {
                ApiResponse begun = asked(ofClient("device-authorization", "scope=read"));
                values.put(Thing.DEVICE_CODE, text(begun, "/deviceCode"));
                values.put(Thing.USER_CODE, text(begun, "/userCode"));
            }
            default -> throw new IllegalStateException(thing + " is there from the start");
        }
    }

    private String ticket() {
        String form = "response_type=code&scope=read&client_id=" + value(Thing.CLIENT) + "&redirect_uri=" + CALLBACK;
        return text(asked(call("auth-authorization", Map.of("parameters", form))), "/ticket");
    }

    private ApiResponse issue(String ticket) {
        return asked(call("auth-authorization-issue", Map.of("ticket", ticket, "subject", SUBJECT)));
    }

    private String code() {
        return text(issue(ticket()), "/authorizationCode");
    }

    private static String redemption(String code) {
        return "grant_type=authorization_code&code=" + code + "&redirect_uri=" + CALLBACK;
    }

    private String backchannelTicket() {
        if (publicClient) {
            return "none-for-a-public-client";
        }
        return text(asked(ofClient("backchannel-authentication", "scope=openid&login_hint=john")), "/ticket");
    }

    private String authReqId() {
        String ticket = backchannelTicket();
        return publicClient
                ? ticket
                : text(asked(call("backchannel-authentication-issue", Map.of("ticket", ticket))), "/authReqId");
    }

    // ---- calls ----

    /** Returns the call by which the client asks for tokens. */
    ApiCall token(String form) {
        return ofClient("auth-token", form);
    }

    private ApiCall ofClient(String operation, String form) {
        return call(
                operation,
                publicClient
                        ? Map.of("parameters", form + "&client_id=" + value(Thing.CLIENT))
                        : Map.of(
                                "parameters",
                                form,
                                "clientId",
                                value(Thing.CLIENT),
                                "clientSecret",
                                value(Thing.SECRET)));
    }

    static ApiCall call(String operation, Map<String, ?> body) {
        return ApiCall.of(Catalogue.operation(operation))
                .body(JsonMapper.shared().writeValueAsBytes(body))
                .build();
    }

    /** Asks the node. */
    CallResult ask(ApiCall call) {
        return engine.execute(call);
    }

    private ApiResponse asked(ApiCall call) {
        ApiResponse answer = ask(call).answer();
        if (answer == null) {
            throw new IllegalStateException("no answer to " + call);
        }
        return answer;
    }

    /** Tells the secondary, past the node. */
    private ApiResponse told(String operation, Map<String, ?> body) {
        return at(Side.SECONDARY).answer(call(operation, body));
    }

    private static String text(ApiResponse answer, String pointer) {
        String value = answer.value(pointer);
        if (value == null) {
            throw new IllegalStateException("no " + pointer + ": " + answer.value("/resultMessage"));
        }
        return value;
    }

    /** Returns everything that lives, each by its name. */
    Set<String> living() {
        return Living.of(this, values);
    }

    /** Returns what has come to life of what was dead; empty if nothing has. */
    List<String> risen() {
        return remains.stream()
                .filter(each -> each.hasRisen(this))
                .map(Remains::toString)
                .toList();
    }
}
