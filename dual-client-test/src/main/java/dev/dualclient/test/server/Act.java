package dev.dualclient.test.server;

import java.io.IOException;

/** What a fault does instead of answering. */
@FunctionalInterface
interface Act {

    /** Answers, badly. Ends at the latest when the fault is released. */
    void play(Exchange exchange, Fault fault) throws IOException, InterruptedException;
}
