package dev.dualclient.routing;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Meaning;
import dev.dualclient.operation.Operation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a first attempt has to end for the second backend to be asked: an outcome, or what an answer says. Immutable.
 *
 * @param kind what is looked at
 * @param value what it has to be; empty for an outcome
 */
public record Condition(Kind kind, String value) {

    /** What holds unless an operator says otherwise. */
    public static final List<Condition> DEFAULTS = List.of(
            new Condition(Kind.UNRECOGNIZED, ""),
            new Condition(Kind.UNAVAILABLE, ""),
            new Condition(Kind.INDETERMINATE_IF_REPEATABLE, ""));

    private static final Set<Meaning> NOT_KNOWN_HERE = EnumSet.of(
            Meaning.UNKNOWN, Meaning.UNKNOWN_CLIENT, Meaning.UNKNOWN_CREDENTIAL, Meaning.UNAUTHENTICATED_CLIENT);

    /** What a condition looks at. */
    public enum Kind {
        /** The outcome: what the call is about is not known there. */
        UNRECOGNIZED,
        /** The outcome: known, and no. */
        REFUSED,
        /** The outcome: it may have been processed. */
        INDETERMINATE,
        /** The same, where a repeat leaves nothing that anyone could use. */
        INDETERMINATE_IF_REPEATABLE,
        /** The outcome: provably not processed. */
        UNAVAILABLE,
        /** The {@code resultCode} of the answer. */
        CODE,
        /** The {@code action} of the answer. */
        ACTION,
        /** The HTTP status of the answer. */
        STATUS,
        /** The OAuth error that the answer wants handed to the client. */
        ERROR;

        private boolean takesValue() {
            return compareTo(CODE) >= 0;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + (takesValue() ? ":" : "");
        }
    }

    /**
     * Reads a condition as it stands in properties: {@code unrecognized}, {@code code:A057302}, {@code action:FORBIDDEN},
     * {@code status:404}, {@code error:invalid_grant}.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write
     */
    public static Condition of(String text) {
        String stripped = text.strip();
        for (Kind kind : Kind.values()) {
            String value = stripped.substring(Math.min(kind.text().length(), stripped.length()));
            boolean names = stripped.toLowerCase(Locale.ROOT).startsWith(kind.text());
            if (names && kind.takesValue() == !value.isEmpty() && (kind != Kind.STATUS || value.matches("\\d{3}"))) {
                return new Condition(kind, value);
            }
        }
        throw new IllegalArgumentException(text + " is no condition: write one of "
                + Arrays.stream(Kind.values())
                        .map(kind -> kind.text() + (kind.takesValue() ? "…" : ""))
                        .collect(Collectors.joining(", ")));
    }

    /** Returns the condition as {@link #of(String)} reads it. */
    public String text() {
        return kind.text() + value;
    }

    /** Returns whether an attempt ended like this. */
    boolean holds(CallFacts facts, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        ApiResponse answer = attempt.answer();
        return switch (kind) {
            case UNRECOGNIZED -> outcome == Outcome.UNRECOGNIZED;
            case REFUSED -> outcome == Outcome.REFUSED;
            case INDETERMINATE -> outcome == Outcome.INDETERMINATE;
            case INDETERMINATE_IF_REPEATABLE ->
                outcome == Outcome.INDETERMINATE && facts.kind().repeatable() && !facts.spends();
            case UNAVAILABLE -> outcome == Outcome.UNAVAILABLE;
            case CODE -> answer != null && value.equals(answer.value("/resultCode"));
            case ACTION -> answer != null && value.equals(answer.value("/action"));
            case STATUS -> answer != null && value.equals(String.valueOf(answer.status()));
            case ERROR -> answer != null && value.equals(answer.oauthError());
        };
    }

    /**
     * Returns whether to fall back on it can neither do anything twice nor override a refusal. A status or an OAuth error
     * may mean either, and so may most actions.
     */
    boolean isSafe(Operation operation, Case kindOfCall) {
        if (kindOfCall.effect() == Effect.READ) {
            return true;
        }
        return switch (kind) {
            case UNRECOGNIZED, UNAVAILABLE, INDETERMINATE_IF_REPEATABLE -> true;
            case REFUSED, INDETERMINATE, STATUS, ERROR -> false;
            case CODE ->
                value.matches("[A-Z]\\d{6}") && isUnknown(operation.reading().ofCode(value));
            case ACTION -> isUnknown(operation.reading().ofAction(value));
        };
    }

    private static boolean isUnknown(@Nullable Meaning meaning) {
        return NOT_KNOWN_HERE.contains(meaning);
    }

    @Override
    public String toString() {
        return text();
    }
}
