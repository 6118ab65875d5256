package dev.dualclient.sample.ciba;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Tells machines elsewhere something, once each, while nobody waits for it: five seconds at most, and no redirection is
 * followed (CIBA Core section 10.2). What could not be told is logged, without its content. Thread-safe.
 */
@Component
final class BoundedPosts {

    private static final Logger log = LoggerFactory.getLogger(BoundedPosts.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER)
            .build();

    /** Sends JSON. */
    void post(URI target, String authorization, String json) {
        CompletableFuture<HttpResponse<Void>> sent = http.sendAsync(
                HttpRequest.newBuilder(target)
                        .header(HttpHeaders.AUTHORIZATION, authorization)
                        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.discarding());
        // The timeout of a request ends with the headers of its answer; this one ends with the answer.
        sent.copy().orTimeout(WHOLE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((answer, failure) -> {
            if (failure != null) {
                sent.cancel(true);
                log.warn(
                        "{} could not be told: {}",
                        target.getHost(),
                        failure.getClass().getName());
            } else if (answer.statusCode() >= 300) {
                log.warn("{} was told and answered HTTP {}", target.getHost(), answer.statusCode());
            }
        });
    }
}
