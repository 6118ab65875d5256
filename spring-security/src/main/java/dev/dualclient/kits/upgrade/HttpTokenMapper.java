package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.BudgetedHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mapper behind HTTP: a POST of {@code {"token":"…"}}, answered with 204 for a token that is none of its own, 401 for an
 * invalid one, 401 with {@code {"error":"unmapped"}} for one without a subject, and 200 with {@code subject}, and perhaps
 * {@code scopes}, {@code claims} and {@code expires} in seconds since 1970. Thread-safe.
 */
final class HttpTokenMapper implements LegacyTokenMapper {

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
        HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
        return switch (status) {
            case NO_CONTENT -> new Mapping.NotMine();
            case UNAUTHORIZED -> refusal(response.getBody().readAllBytes());
            case OK -> json.readValue(response.getBody(), Mapping.Mapped.class);
            default -> throw new IllegalStateException("the mapper answers " + status);
        };
    }

    private Mapping refusal(byte[] body) {
        boolean unmapped = body.length > 0
                && "unmapped".equals(json.readTree(body).path("error").asString(""));
        return unmapped ? new Mapping.Unmapped() : new Mapping.Invalid();
    }
}
