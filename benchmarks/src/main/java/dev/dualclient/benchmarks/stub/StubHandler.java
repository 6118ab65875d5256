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
 * Answers as Authlete does, after the delay that the first segment of the path tells in milliseconds, or
 * not at all where that is {@code hang}.
 */
final class StubHandler extends Handler.Abstract.NonBlocking {

    static final String HANG = "hang";

    private static final StubAnswers ANSWERS = new StubAnswers();

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
                String path = Request.getPathInContext(request);
                String delay = path.substring(1, path.indexOf('/', 1));
                Runnable answer = () -> answer(path, body, response, callback);
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

    private void answer(String path, String body, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=UTF-8");
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE);
        response.write(true, ByteBuffer.wrap(ANSWERS.to(path, body, home)), callback);
    }

    /** Answers all that hangs, and lets nothing hang from now on. */
    void release() {
        released = true;
        for (Runnable answer = hanging.poll(); answer != null; answer = hanging.poll()) {
            answer.run();
        }
    }
}
