package dev.dualclient.benchmarks.report;

import java.util.Locale;

/** A benchmark that is run by one command, in the order of the table of targets. */
public enum Command {
    /** Four ways of asking Authlete, side by side. */
    LOAD,
    /** The first seconds of a process. */
    COLD,
    /** The engine alone. */
    ENGINE,
    /** What the memory store needs. */
    MEMORY,
    /** What a claim in a shared store costs. */
    CLAIMS,
    /** What a long memory costs. */
    CUSTODY,
    /** What rows of the outbox cost that are not due. */
    OUTBOX,
    /** What the starter adds to the start of an application. */
    START,
    /** Calls on virtual threads. */
    THREADS,
    /** What the providers kit adds to a request. */
    KITS;

    /** Returns the name of the chart without the version of Java and its end. */
    String chart() {
        return this == LOAD ? "performance" : word();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
