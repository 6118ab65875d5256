package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.BudgetedHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mapper behind HTTP: a POST of {@code {"token":"…"}}, answered with 204 for a token that is none of its own, 401 for an
 * invalid one, 401 with {@code {"error":"unmapped"}} for one without a subject, and 200 with {@code subject}, and perhaps
 * {@code scopes}, {@code claims} and {@code expires} in seconds since 1970. Thread-safe.
 */
final class HttpTokenMapper implements LegacyTokenMapper {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;

    private final String uri;
    private final RestClient http;
    private final JsonMapper json = JsonMapper.shared();

    HttpTokenMapper(String uri, Duration budget) {
        this.uri = uri;
        this.http = BudgetedHttp.client(budget);
    }

    /** The body is bytes, which Spring does not log. */
    @Override
    public Mapping map(LegacyToken token) {
        byte[] body = json.writeValueAsBytes(Map.of("token", token.value()));
        return Objects.requireNonNull(http.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange((request, response) -> mapping(response)));
    }

    private Mapping mapping(ConvertibleClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        return switch (status) {
            case NO_CONTENT -> new Mapping.NotMine();
            case UNAUTHORIZED -> refusal(response.getBody().readAllBytes());
            case OK -> mapped(json.readTree(response.getBody()));
            default -> throw new IllegalStateException("the mapper answers " + status);
        };
    }

    private Mapping refusal(byte[] body) {
        boolean unmapped = body.length > 0
                && "unmapped".equals(json.readTree(body).path("error").asString(""));
        return unmapped ? new Mapping.Unmapped() : new Mapping.Invalid();
    }

    private Mapping mapped(JsonNode answer) {
        Answer read = json.treeToValue(answer, Answer.class);
        return new Mapping.Mapped(
                Objects.requireNonNull(read.subject()),
                read.scopes() == null ? Set.of() : read.scopes(),
                read.claims() == null ? Map.of() : read.claims(),
                read.expires() == null ? null : Instant.ofEpochSecond(read.expires()));
    }

    /** What a mapper answers; each may be missing. */
    private record Answer(
            @Nullable String subject,
            @Nullable Set<String> scopes,
            @Nullable Map<String, Object> claims,
            @Nullable Long expires) {}
}
