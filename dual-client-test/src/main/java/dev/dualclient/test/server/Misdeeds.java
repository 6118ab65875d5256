package dev.dualclient.test.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** The ways to answer badly that take more than a line. */
final class Misdeeds {

    private static final Duration GLANCE = Duration.ofMillis(20);

    private Misdeeds() {}

    static void hang(Exchange exchange, Fault fault) throws IOException, InterruptedException {
        boolean released;
        do {
            released = fault.awaitRelease(GLANCE);
            if (exchange.abandoned()) {
                exchange.drop();
                return;
            }
        } while (!released);
        exchange.send(exchange.process());
    }

    static void drip(Exchange exchange, Fault fault, Duration pause) throws IOException, InterruptedException {
        byte[] wire = exchange.wire(exchange.process());
        int at = 0;
        do {
            exchange.write(Arrays.copyOfRange(wire, at, ++at));
        } while (at < wire.length && !fault.awaitRelease(pause));
        exchange.write(Arrays.copyOfRange(wire, at, wire.length));
    }

    static void reset(Exchange exchange, Fault fault) throws IOException {
        byte[] wire = exchange.wire(exchange.process());
        exchange.write(Arrays.copyOf(wire, wire.length - exchange.process().body().length / 2));
        exchange.reset();
    }

    static void truncate(Exchange exchange, Fault fault) throws IOException {
        Answer answer = exchange.process();
        exchange.write(answer.head("Content-Length: " + (answer.body().length + 100)), answer.body());
        exchange.drop();
    }
}
