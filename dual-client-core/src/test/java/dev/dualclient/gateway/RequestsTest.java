package dev.dualclient.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dualclient.call.ApiCall;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a container's request becomes a call, where no HTTP client or container would let it come over the wire. */
class RequestsTest {

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @Test
    void headersThatTheConnectionNamesStayHere() throws Exception {
        headers.put("Connection", List.of("close, X-Hop", "x-other"));
        headers.put("X-Hop", List.of("1"));
        headers.put("X-Other", List.of("1"));
        headers.put("X-End", List.of("a", "b"));

        ApiCall call = call(request("GET", "", "/api", "/api/client/get/1"));

        assertThat(call.headers()).containsEntry("X-End", "a, b").doesNotContainKeys("X-Hop", "X-Other");
    }

    @Test
    void aHeaderThatHttpDoesNotAllowIsRefused() {
        headers.put("X-Odd", List.of("a\nb"));
        Rejection refusal =
                catchThrowableOfType(Rejection.class, () -> call(request("GET", "", "/api", "/api/client/get/1")));
        assertThat(refusal.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject=%ZZ", "subject=%4", "subject=%C0%AF", "subject=%00", "x=%ZZ&subject=a"})
    void aQueryThatIsMalformedIsRefused(String query) {
        HttpServletRequest request = request("GET", "", "/api", "/api/auth/token/get/list");
        when(request.getQueryString()).thenReturn(query);
        Rejection refusal = catchThrowableOfType(Rejection.class, () -> call(request));
        assertThat(refusal.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', /api/client/get/7",
        "'', /api, /api/client/get/7",
        "'', /api, /api/21653835348762/client/get/7",
        "/app, /api, /app/api/client/get/7",
        "/app, '', /app/api/client/get/7",
        "'', /authlete/api, /authlete/api/client/get/7",
        "'', /authlete, /authlete/api/client/get/7",
        "/api, '', /api/client/get/7"
    })
    void thePathCountsFromApiOn(String context, String servlet, String path) throws Exception {
        ApiCall call = call(request("GET", context, servlet, path));
        assertThat(call.operation().id()).isEqualTo("client-get");
        assertThat(call.pathVariables()).containsEntry("clientId", "7");
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /%61pi/client/get/7, 404",
        "/api, /api;x/client/get/7, 404",
        "/api, /x/../api/client/get/7, 404",
        "/api, /api/client/get/..;/7, 404",
        "/api, /api/client/get/%2e%2E, 404",
        "/api, /api/client/get/%zz, 404",
        "/api, /api/client/get/a%2fb, 400",
        "/api, /api/client/get/a%5Cb, 400",
        "/api, /api/client/get/a\\b, 400",
        "/api, /api/1/client/get/7, 404",
        "/api, /api/client/delete/7, 405"
    })
    void aPathThatCouldBeTakenForAnotherIsRefused(String servlet, String path, int status) {
        Rejection refusal = catchThrowableOfType(Rejection.class, () -> call(request("GET", "", servlet, path)));
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo("A000201");
        assertThat(refusal.words()).doesNotContain("client");
    }

    private static ApiCall call(HttpServletRequest request) throws Exception {
        return new Requests(10).call(request, new Target("21653835348762").of(request));
    }

    private HttpServletRequest request(String method, String context, String servlet, String path) {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getMethod()).thenReturn(method);
        when(request.getContextPath()).thenReturn(context);
        when(request.getServletPath()).thenReturn(servlet);
        when(request.getRequestURI()).thenReturn(path);
        when(request.getHeaderNames()).thenReturn(Collections.enumeration(headers.keySet()));
        when(request.getHeaders(any()))
                .thenAnswer(call -> Collections.enumeration(headers.getOrDefault(call.getArgument(0), List.of())));
        return request;
    }
}
