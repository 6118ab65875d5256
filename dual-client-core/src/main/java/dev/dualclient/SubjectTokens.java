package dev.dualclient;

import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import dev.dualclient.routing.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, by reads alone, where an access token lives that a client wants to exchange (RFC 8693). A backend that does
 * not know it refuses the exchange as it refuses any wrong request, so its refusal tells nothing. Thread-safe.
 */
final class SubjectTokens {

    private static final Locator TYPE = Locator.of("/parameters?subject_token_type");
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final Custody custody;
    private final LookUp lookUp;

    SubjectTokens(Custody custody, LookUp lookUp) {
        this.custody = custody;
        this.lookUp = lookUp;
    }

    /** Returns what is known, with a hint where nothing was known and a backend holds the token. */
    Knowledge located(Question question, Knowledge known, Course course) {
        Credential token = tokenToExchange(question);
        boolean oneBackend = !course.has(Side.SECONDARY) || course.stage() == Stage.PRIMARY_ONLY;
        if (token == null || oneBackend || known.storeDown() || known.standing().firmness() != Firmness.UNKNOWN) {
            return known;
        }
        Side leader = course.stage().leader();
        for (Side side : List.of(leader, leader.other())) {
            LookUp.Finding found = lookUp.owner(token, side, course);
            if (found.reason() == Reason.DONE) {
                custody.hint(token, side);
                return custody.of(question.subject(), question.names());
            } else if (found.reason() != Reason.UNKNOWN_CREDENTIAL) {
                return known; // the other may hold no more than a copy
            }
        }
        return known;
    }

    private static @Nullable Credential tokenToExchange(Question question) {
        Credential subject = question.subject();
        return subject != null
                        && subject.kind() == CredentialKind.ACCESS_TOKEN
                        && question.kind().effect() == Effect.CREATE
                        && ACCESS_TOKEN.equals(question.call().value(TYPE))
                ? subject
                : null;
    }
}
