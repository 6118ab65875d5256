package dev.dualclient.benchmarks.stub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Answers introspection as Authlete does, after the delay that the first segment of the path tells in milliseconds, or
 * not at all where that is {@code hang}.
 */
final class StubHandler extends Handler.Abstract.NonBlocking {

    static final String HANG = "hang";

    private static final String TOKEN = "\"token\":\"";
    private static final byte[] KNOWN = known().getBytes(StandardCharsets.UTF_8);
    private static final byte[] UNKNOWN = ("{\"resultCode\":\"A057302\",\"resultMessage\":\"[A057302] The access token"
                    + " does not exist.\",\"type\":\"introspectionResponse\",\"action\":\"UNAUTHORIZED\",\"clientId\":0,"
                    + "\"clientIdAliasUsed\":false,\"existent\":false,\"expiresAt\":0,\"refreshable\":false,"
                    + "\"responseContent\":\"Bearer error=\\\"invalid_token\\\"\",\"sufficient\":false,\"usable\":false}")
            .getBytes(StandardCharsets.UTF_8);

    private final Home home;
    private final Scheduler scheduler;
    private final Queue<Runnable> hanging = new ConcurrentLinkedQueue<>();
    private volatile boolean released;

    StubHandler(Home home, Scheduler scheduler) {
        this.home = home;
        this.scheduler = scheduler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Content.Source.asString(request, StandardCharsets.UTF_8, new Promise<>() {
            @Override
            public void succeeded(String body) {
                String delay = Request.getPathInContext(request).split("/", 3)[1];
                Runnable answer = () -> answer(body, response, callback);
                if (delay.equals(HANG) && !released) {
                    hanging.add(answer);
                } else if (delay.equals(HANG) || delay.equals("0")) {
                    answer.run();
                } else {
                    scheduler.schedule(answer, Long.parseLong(delay), TimeUnit.MILLISECONDS);
                }
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        });
        return true;
    }

    private void answer(String body, Response response, Callback callback) {
        int token = body.indexOf(TOKEN);
        boolean known = token >= 0 && home.knows(body.substring(token + TOKEN.length()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=UTF-8");
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE);
        response.write(true, ByteBuffer.wrap(known ? KNOWN : UNKNOWN), callback);
    }

    /** Answers all that hangs, and lets nothing hang from now on. */
    void release() {
        released = true;
        for (Runnable answer = hanging.poll(); answer != null; answer = hanging.poll()) {
            answer.run();
        }
    }

    /** An answer of 2 KB, as one with some scopes and properties is. */
    private static String known() {
        StringBuilder scopes = new StringBuilder();
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            String comma = i == 0 ? "" : ",";
            scopes.append(comma)
                    .append("{\"name\":\"scope-")
                    .append(i)
                    .append("\",\"defaultEntry\":false,\"description\":\"Lets the client do things of kind ")
                    .append(i)
                    .append("\"}");
            properties
                    .append(comma)
                    .append("{\"hidden\":false,\"key\":\"property-")
                    .append(i)
                    .append("\",\"value\":\"value ")
                    .append(i)
                    .append("\"}");
        }
        return "{\"resultCode\":\"A056001\",\"resultMessage\":\"[A056001] The access token is valid.\","
                + "\"type\":\"introspectionResponse\",\"action\":\"OK\",\"clientId\":4326385670,"
                + "\"clientIdAliasUsed\":false,\"existent\":true,\"expiresAt\":4102444800000,"
                + "\"properties\":[" + properties + "],\"refreshable\":true,"
                + "\"responseContent\":\"Bearer error=\\\"invalid_request\\\"\",\"scopeDetails\":[" + scopes + "],"
                + "\"scopes\":[\"openid\",\"profile\",\"email\"],\"subject\":\"john\",\"sufficient\":true,"
                + "\"usable\":true}";
    }
}
