package dev.dualclient.test.emulator;

import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Match;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Differences;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Handler;
import dev.dualclient.test.server.Request;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Web API of an emulated server: finds the operation of a request, asks who calls, and lets the backend answer. */
final class Api implements Handler {

    /** Under which calls of paths that there are not are counted. */
    static final String UNKNOWN_PATH = "unknown-path";

    /** Under which it is counted that somebody asked for private keys. */
    static final String PRIVATE_KEYS = "private-keys";

    private static final String INFO = "info";

    /** Those of the names in both OpenAPI files' examples that the emulators have. */
    private static final List<String> FEATURES = List.of("ciba", "dcr", "deviceflow", "gm", "hsm", "oidc_federation");

    private static final Logger LOG = LoggerFactory.getLogger(AuthleteEmulator.class);

    private final Side style;
    private final Differences differences;
    private final Behaviour behaviour;
    private final ApiAuthentication authentication;
    private final Supplier<EmulatedAuthlete> backend;
    private final Consumer<String> processed;
    private final InstantSource clock;

    /**
     * Creates the API.
     *
     * @param backend the present backend; a reset replaces it
     * @param processed is told of each operation that the backend carries out
     * @param clock the time that answers tell in their {@code Date} header
     */
    Api(EmulatedService service, Supplier<EmulatedAuthlete> backend, Consumer<String> processed, InstantSource clock) {
        this.clock = clock;
        this.style = service.version().side();
        this.differences = backend.get().differences();
        this.behaviour = service.behaviour();
        this.authentication = new ApiAuthentication(differences, service.credentials(), backend);
        this.backend = backend;
        this.processed = processed;
    }

    @Override
    public Call receive(Request request) {
        if (request.method().equals("GET") && request.path().equals("/api/info")) {
            return new Call(INFO, () -> dated(info(request)));
        }
        Match match = Catalogue.match(style, request.method(), request.path());
        return match == null
                ? new Call(UNKNOWN_PATH, () -> dated(unknownPath()))
                : new Call(match.operation().id(), () -> dated(answer(match, request)));
    }

    /** A server that has a clock tells it (RFC 9110 section 6.6.1). */
    private Answer dated(Answer answer) {
        return answer.with("Date", httpDate(clock));
    }

    /** Returns the time as HTTP writes it. */
    static String httpDate(InstantSource clock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Tells what the server is. The vendor's library does not call this, so it is no operation of the catalogue. */
    private Answer info(Request request) {
        Answer refusal = authentication.infoRefusal(request);
        if (refusal != null) {
            return refusal;
        }
        processed.accept(INFO);
        ObjectNode info = JsonMapper.shared().createObjectNode().put("version", differences.serverVersion());
        FEATURES.forEach(info.putArray("features")::add);
        return Answer.json(200, info.toString());
    }

    private Answer answer(Match match, Request request) {
        if (request.oversized()) {
            return ApiError.of(400, "A999203", "The request body is too large.");
        }
        Answer refusal = authentication.refusal(match.operation(), match.variables(), request);
        if (refusal != null) {
            return refusal;
        }
        EmulatorRequest call = read(match, request);
        if (call == null) {
            return ApiError.of(400, "A999202", "The request is neither well-formed JSON nor a well-formed form.");
        }
        processed.accept(match.operation().id());
        if ("true".equals(call.query().get("includePrivateKeys"))) {
            processed.accept(PRIVATE_KEYS);
        }
        try {
            EmulatorAnswer answer = backend.get().answer(call);
            return answer.json() == null ? Answer.empty(answer.status()) : Answer.json(answer.status(), answer.json());
        } catch (RuntimeException bug) {
            LOG.error("the emulator failed to perform {}", match.operation(), bug);
            return ApiError.of(500, "A000101", "The emulator failed; its log says why.");
        }
    }

    private @Nullable EmulatorRequest read(Match match, Request request) {
        try {
            return new EmulatorRequest(
                    match.operation(),
                    match.variables(),
                    ApiBody.form(request.query(), behaviour),
                    ApiBody.read(request, behaviour));
        } catch (JacksonException | IllegalArgumentException malformed) {
            return null;
        }
    }

    private Answer unknownPath() {
        String body = differences.unknownPathBody();
        return body.isEmpty()
                ? Answer.empty(differences.unknownPathStatus())
                : Answer.json(differences.unknownPathStatus(), body);
    }
}
