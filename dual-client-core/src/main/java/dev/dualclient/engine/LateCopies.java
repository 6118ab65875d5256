package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Refinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Handles late copies: tokens that a migrator wrote after the original was used up or revoked. If a backend accepts a
 * late copy, the copy is killed and the backend is asked once more. Thread-safe.
 */
final class LateCopies {

    private static final Operation TOKEN_REVOKE = Catalogue.operation("auth-token-revoke");
    private static final String ACCESS_TOKEN = "accessTokenIdentifier";
    private static final String REFRESH_TOKEN = "refreshTokenIdentifier";

    /** Asks about a dead credential: first the primary, where late copies are written; the other one if it is down. */
    List<Attempt> ask(CallFacts facts, CustodyStatus status, List<Side> sides, CallContext context) {
        Credential dead = Objects.requireNonNull(facts.subject());
        boolean read = facts.kind().effect() == Effect.READ;
        if (status.level() == CustodyLevel.SPENT && (read || dead.kind() == CredentialKind.ACCESS_TOKEN)) {
            return List.of(Attempt.notSent(Side.PRIMARY, Reason.USED_UP)); // its row may serve a token that was kept
        }
        if (!read) {
            boolean gone = kill(Side.PRIMARY, dead, context); // before anything could be done with it
            Reason reason = gone || context.isAbsent(Side.PRIMARY) ? Reason.USED_UP : Reason.LATE_COPY;
            return List.of(Attempt.notSent(Side.PRIMARY, reason));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            Attempt attempt = unlessAlive(side, dead, facts, context);
            attempts.add(attempt);
            if (attempt.outcome() == Outcome.REFUSED) {
                break; // dead, whichever backend says so
            }
        }
        return attempts;
    }

    private Attempt unlessAlive(Side side, Credential dead, CallFacts facts, CallContext context) {
        Attempt attempt = context.ask(side, facts.call());
        return attempt.outcome() == Outcome.ACCEPTED
                ? killedAndAskedAgain(side, dead, facts, context)
                : Refinement.ofTheDead(attempt);
    }

    /** Kills what a backend has accepted although it is dead, and asks about it once more. */
    Attempt killedAndAskedAgain(Side side, Credential dead, CallFacts facts, CallContext context) {
        if (!kill(side, dead, context)) {
            return Attempt.notSent(side, Reason.LATE_COPY);
        }
        Attempt attempt = context.ask(side, facts.call());
        return attempt.outcome() == Outcome.ACCEPTED
                ? Attempt.notSent(side, Reason.LATE_COPY)
                : Refinement.ofTheDead(attempt);
    }

    /** Revokes a token and its row at a backend; returns whether it is gone there for sure. */
    boolean kill(Side side, Credential token, CallContext context) {
        return switch (token.kind()) {
            case REFRESH_TOKEN -> isGone(revoke(side, REFRESH_TOKEN, token, context));
            // The request does not say whether the token is an access token or a refresh token.
            case ACCESS_TOKEN -> {
                Outcome asAccessToken = revoke(side, ACCESS_TOKEN, token, context);
                yield asAccessToken == Outcome.UNRECOGNIZED
                        ? isGone(revoke(side, REFRESH_TOKEN, token, context))
                        : isGone(asAccessToken);
            }
            default -> false; // no API takes away what is never copied
        };
    }

    private static Outcome revoke(Side side, String identifier, Credential token, CallContext context) {
        byte[] body = JsonFormat.write(Map.of(identifier, token.value()));
        return context.ask(side, ApiCall.of(TOKEN_REVOKE).body(body).build()).outcome();
    }

    private static boolean isGone(Outcome revocation) {
        return revocation == Outcome.ACCEPTED || revocation == Outcome.UNRECOGNIZED;
    }
}
