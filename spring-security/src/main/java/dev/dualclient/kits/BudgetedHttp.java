package dev.dualclient.kits;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * HTTP requests with one time budget for the whole exchange, the body included: a server that sends a byte a second does
 * not hold a caller longer. Follows no redirect. Never sends a POST twice.
 */
public final class BudgetedHttp {

    private BudgetedHttp() {}

    /** Returns a factory of requests that end within the budget. Thread-safe. */
    public static ClientHttpRequestFactory requests(Duration budget) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(budget)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(budget);
        return factory;
    }

    /** Returns a client whose requests end within the budget. Thread-safe. */
    public static RestClient client(Duration budget) {
        return RestClient.builder().requestFactory(requests(budget)).build();
    }

    /**
     * Returns a form as bytes. Spring's HTTP clients write a body to the log at DEBUG as {@code toString()} has it; of
     * bytes that tells nothing, of a map it tells tokens and passwords.
     *
     * @param parameters values by names; the names are letters and underscores
     */
    public static byte[] form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + '=' + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
