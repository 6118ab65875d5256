package dev.dualclient.sample.endurance;

import java.util.ArrayList;
import java.util.List;

/** What a user's application holds since a login, and what it must be answered. Not thread-safe. */
final class Session {

    /**
     * What one answer of the token endpoint brought.
     *
     * @param access the access token
     * @param refresh the refresh token
     */
    record Tokens(String access, String refresh) {}

    /** The code that began it. */
    final String code;

    final String idToken;
    private final List<Tokens> replaced = new ArrayList<>();
    private Tokens tokens;

    /** Whether a refresh ended without an answer, so that the tokens may have been used up (W1). */
    private boolean inDoubt;

    /** Whether the user wants to end it, and has not been told yet that it is ended. */
    private boolean leaving;

    private boolean ended;

    Session(String code, String idToken, Tokens tokens) {
        this.code = code;
        this.idToken = idToken;
        this.tokens = tokens;
    }

    Tokens tokens() {
        return tokens;
    }

    /** Returns the tokens that must not be accepted any more. */
    List<Tokens> dead() {
        List<Tokens> dead = new ArrayList<>(replaced);
        if (ended) {
            dead.add(tokens);
        }
        return dead;
    }

    void refreshed(Tokens next) {
        replaced.add(tokens);
        tokens = next;
        inDoubt = false;
    }

    void refreshUnanswered() {
        inDoubt = true;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    /** Whether the tokens have to be accepted. */
    boolean lives() {
        return !inDoubt && !leaving && !ended;
    }

    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving && !ended;
    }

    void ended() {
        ended = true;
    }
}
