package dev.dualclient.sample.ciba;

import com.authlete.common.dto.BackchannelAuthenticationCompleteRequest.Result;
import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the authentication device tells what a user decided there: {@code request_id}, and {@code result}, which is
 * {@code allow}, {@code deny} or {@code timeout}. Only the device gets here, and each request is decided once.
 */
@RestController
final class CallbackEndpoint {

    static final String PATH = BackchannelEndpoint.PATH + "/callback";

    private static final Map<String, Result> RESULTS = Map.of(
            "allow", Result.AUTHORIZED,
            "deny", Result.ACCESS_DENIED,
            "timeout", Result.TRANSACTION_FAILED);

    private final PendingAuthentications pendings;
    private final Decisions decisions;
    private final Clock clock;

    CallbackEndpoint(PendingAuthentications pendings, Decisions decisions, Clock clock) {
        this.pendings = pendings;
        this.decisions = decisions;
        this.clock = clock;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> callBack(HttpServletRequest request) throws IOException {
        JsonNode told = parsed(RawParameters.ofBody(request));
        Result result = RESULTS.get(text(told, "result"));
        if (result == null) {
            return refusal("The result has to be one of allow, deny and timeout.");
        }
        PendingAuthentication pending = pendings.take(text(told, "request_id"));
        if (pending == null) {
            return refusal("No request of that id waits.");
        }
        return decisions.carryOut(pending, result, clock.instant())
                ? Replies.empty(HttpStatus.NO_CONTENT)
                : Failure.serverError().json();
    }

    private static @Nullable JsonNode parsed(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException malformed) {
            return null; // which has neither of the fields
        }
    }

    private static String text(@Nullable JsonNode told, String name) {
        return told == null ? "" : told.path(name).asString("");
    }

    private static ResponseEntity<?> refusal(String description) {
        return Failure.of(HttpStatus.BAD_REQUEST, "invalid_request", description)
                .json();
    }
}
