package dev.dualclient.test.scenarios;

import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.FaultyServer;
import dev.dualclient.test.server.Handler;
import dev.dualclient.test.server.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A backend that is an emulator but for its token list, which it makes up page by page: so many rows of one client, of which
 * nothing is kept in memory.
 */
final class ListedBackend implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile("(?:^|&)(start|end)=(\\d+)");
    private static final Instant CREATED = Instant.now().minus(Duration.ofHours(1));
    private static final Instant EXPIRES = Instant.now().plus(Duration.ofDays(10));

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI emulator;
    private final long client;
    private final long rows;
    private final LongConsumer asked;
    private final FaultyServer server;

    /**
     * Starts it.
     *
     * @param client whose rows they are
     * @param rows how many
     * @param asked is told the index of the first row of each page before it is answered, which it may delay
     */
    ListedBackend(AuthleteEmulator emulator, long client, long rows, LongConsumer asked) throws IOException {
        this.emulator = emulator.baseUrl();
        this.client = client;
        this.rows = rows;
        this.asked = asked;
        this.server = FaultyServer.bind("listed", 0, request -> new Handler.Call(null, () -> answer(request)))
                .open();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    private Answer answer(Request request) {
        return request.path().endsWith("/auth/token/get/list") ? page(request) : passedOn(request);
    }

    private Answer page(Request request) {
        long start = 0;
        long end = 0;
        Matcher numbers = PAGE.matcher(request.query() == null ? "" : request.query());
        while (numbers.find()) {
            long number = Long.parseLong(numbers.group(2));
            if (numbers.group(1).equals("start")) {
                start = number;
            } else {
                end = number;
            }
        }
        asked.accept(start);
        String page = LongStream.range(start, Math.min(end, rows))
                .mapToObj(this::row)
                .collect(Collectors.joining(",", "[", "]"));
        return Answer.json(200, "{\"totalCount\":" + rows + ",\"accessTokens\":" + page + "}");
    }

    private String row(long index) {
        return "{\"accessTokenHash\":\"" + hash("access " + index) + "\",\"refreshTokenHash\":\""
                + hash("refresh " + index) + "\",\"accessTokenExpiresAt\":" + EXPIRES.toEpochMilli()
                + ",\"refreshTokenExpiresAt\":" + EXPIRES.toEpochMilli() + ",\"createdAt\":" + CREATED.toEpochMilli()
                + ",\"clientId\":" + client + ",\"subject\":\"user-" + index
                + "\",\"grantType\":\"AUTHORIZATION_CODE\",\"scopes\":[\"openid\",\"profile\"]}";
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Answer passedOn(Request request) {
        String query = request.query() == null ? "" : "?" + request.query();
        HttpRequest.Builder next = HttpRequest.newBuilder(emulator.resolve(request.path() + query))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        for (String header : new String[] {"Authorization", "Content-Type"}) {
            String value = request.header(header);
            if (value != null) {
                next.header(header, value);
            }
        }
        try {
            HttpResponse<String> answer = http.send(next.build(), BodyHandlers.ofString());
            return Answer.json(answer.statusCode(), answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Answer.empty(503);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
