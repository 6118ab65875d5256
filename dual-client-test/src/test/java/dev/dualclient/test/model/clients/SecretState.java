package dev.dualclient.test.model.clients;

import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state of a client whose secret P may hold as something else than S, since it was imported.
 *
 * @param p the secret that P holds
 * @param s the secret that S holds
 * @param known what is known of it
 * @param probes the secrets that S has accepted and P is still to be asked about
 * @param old the secrets that were replaced
 * @param holds the secret that the client was told to use
 */
record SecretState(
        int p,
        int s,
        Known known,
        Set<Probe> probes,
        Set<Integer> old,
        int holds,
        List<Request<Deed, Boolean>> requests,
        Left left,
        @Nullable Side down) {

    /** What an import without secrets has made up. */
    static final int RANDOM = 7;

    /** What somebody sets in P's own console. */
    static final int CONSOLE = 9;

    /** The backends. */
    enum Side {
        P,
        S
    }

    /** Whether P's secret is known to be S's. */
    enum Standing {
        UNKNOWN,
        EQUAL,
        DIFFERENT
    }

    /**
     * What the store holds.
     *
     * @param version how often the secret was set through us
     * @param authenticated whether P has authenticated the client
     */
    record Known(Standing standing, int version, boolean authenticated) {

        Known with(Standing other) {
            return new Known(other, version, authenticated || other == Standing.EQUAL);
        }
    }

    /** A secret that S has accepted, and the version that the client's secret had before. */
    record Probe(int secret, int version) {}

    /** What is asked for. */
    record Deed(Kind kind, int secret, int version) {

        /** The kinds. */
        enum Kind {
            LOGIN,
            REFRESH_AT_P,
            SET,
            PROBE
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " with secret " + secret;
        }
    }

    int at(Side side) {
        return side == Side.P ? p : s;
    }

    SecretState holding(Side side, int secret) {
        int atP = side == Side.P ? secret : p;
        int atS = side == Side.S ? secret : s;
        return new SecretState(atP, atS, known, probes, old, holds, requests, left, down);
    }

    SecretState knowing(Known other) {
        return new SecretState(p, s, other, probes, old, holds, requests, left, down);
    }

    SecretState probing(Set<Probe> others) {
        return new SecretState(p, s, known, Set.copyOf(others), old, holds, requests, left, down);
    }

    SecretState replaced(int secret, int by) {
        Set<Integer> all = new HashSet<>(old);
        all.add(secret);
        return new SecretState(p, s, known, probes, Set.copyOf(all), by, requests, left, down);
    }

    SecretState with(List<Request<Deed, Boolean>> other) {
        return new SecretState(p, s, known, probes, old, holds, other, left, down);
    }

    SecretState with(Left other) {
        return new SecretState(p, s, known, probes, old, holds, requests, other, down);
    }

    SecretState with(@Nullable Side away) {
        return new SecretState(p, s, known, probes, old, holds, requests, left, away);
    }
}
