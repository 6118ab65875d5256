package dev.dualclient.test.emulator;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.test.emulator.EmulatedService.Tokens;
import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.migrator.Database;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An emulated server without its HTTP, for tests that ask it millions of times, and for a migrator. Thread-safe. */
public final class InProcessAuthlete implements Database {

    private static final Map<String, List<String>> JSON =
            Map.of("Content-Type", List.of("application/json;charset=UTF-8"));

    private final EmulatedAuthlete server;
    private final CopyControl copies;
    private final InstantSource clock;
    private final Wire wire;

    /**
     * Starts a server.
     *
     * @param kept whether a refresh leaves the refresh token as it is
     * @param idempotent whether a refresh may be repeated for a while
     * @param behaviour how it behaves where servers may differ
     */
    public InProcessAuthlete(
            AuthleteVersion version, boolean kept, boolean idempotent, Behaviour behaviour, InstantSource clock) {
        this(
                EmulatedService.of(version)
                        .withTokens(new Tokens(
                                Tokens.DEFAULT.accessToken(),
                                Tokens.DEFAULT.refreshToken(),
                                Tokens.DEFAULT.authorizationCode(),
                                kept,
                                idempotent))
                        .withBehaviour(behaviour),
                clock);
    }

    private InProcessAuthlete(EmulatedService service, InstantSource clock) {
        this.server = new EmulatedAuthlete(service, clock);
        this.copies = new CopyControl(() -> server);
        this.clock = clock;
        this.wire = new Wire(service, server, clock);
    }

    /** Starts a server that reads forms in one of the ways in which servers do. */
    public static InProcessAuthlete reading(FormParsing parsing, AuthleteVersion version, InstantSource clock) {
        return new InProcessAuthlete(
                AuthleteEmulator.builder().version(version).formParsing(parsing).service(), clock);
    }

    /** Carries out a call. */
    public ApiResponse answer(ApiCall call) {
        Map<String, String> query = new LinkedHashMap<>();
        call.query().forEach(parameter -> query.putIfAbsent(parameter.name(), parameter.value()));
        byte[] body = call.json() == null ? null : call.body();
        EmulatorAnswer answer = server.answer(new EmulatorRequest(
                call.operation(),
                call.pathVariables(),
                query,
                body == null ? MissingNode.getInstance() : JsonMapper.shared().readTree(body)));
        String json = answer.json();
        Map<String, List<String>> headers = new LinkedHashMap<>(json == null ? Map.of() : JSON);
        headers.put("Date", List.of(Api.httpDate(clock)));
        return new ApiResponse(
                answer.status(), headers, json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8));
    }

    /** Carries out a call as it stands on the wire: the server itself reads path, query and the bytes of the body. */
    public ApiResponse answerOnWire(ApiCall call) {
        return wire.answer(call);
    }

    /** Looks at all that the server remembers, as one atomic step between calls. */
    public <T extends @Nullable Object> T inspect(Function<Store, T> look) {
        return server.inspect(look);
    }

    @Override
    public JsonNode rows() {
        return copies.rows();
    }

    @Override
    public JsonNode clients() {
        return copies.clients().path("clients");
    }

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public JsonNode write(JsonNode rows) {
        return copies.write(rows);
    }

    @Override
    public JsonNode importClients(JsonNode clients) {
        return copies.importClients(clients);
    }
}
