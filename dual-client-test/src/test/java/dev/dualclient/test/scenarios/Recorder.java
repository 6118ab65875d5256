package dev.dualclient.test.scenarios;

import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.FaultyServer;
import dev.dualclient.test.server.Handler;
import dev.dualclient.test.server.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives one answer to everything and keeps the requests as they came over the wire. */
final class Recorder implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final FaultyServer server;

    Recorder(Answer answer) {
        try {
            server = FaultyServer.bind("recorder", 0, request -> {
                        requests.add(request);
                        return new Handler.Call(null, () -> answer);
                    })
                    .open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Returns the request that came last. */
    Request last() {
        return requests.get(requests.size() - 1);
    }

    /** Returns the requests in the order in which they came. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns how many requests there were. */
    int count() {
        return requests.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
