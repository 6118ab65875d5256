package dev.dualclient.engine;

import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.Standing;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, by reads alone, which backend holds the tokens that a client wants to exchange (RFC 8693): what it acts for
 * and who acts. A backend that does not know one refuses the exchange as it refuses any wrong request, so its refusal
 * tells nothing. Thread-safe.
 */
final class SubjectTokens {

    /** Where a request tells of which type a token is, by where the token stands. */
    private static final Map<Locator, Locator> TYPES = Map.of(
            Locator.of("/parameters?subject_token"), Locator.of("/parameters?subject_token_type"),
            Locator.of("/parameters?actor_token"), Locator.of("/parameters?actor_token_type"));

    /** The types of tokens that backends issue and a migrator copies; an ID token or a JWT of others is looked up nowhere. */
    private static final Map<String, CredentialKind> KINDS = Map.of(
            "urn:ietf:params:oauth:token-type:access_token", CredentialKind.ACCESS_TOKEN,
            "urn:ietf:params:oauth:token-type:refresh_token", CredentialKind.REFRESH_TOKEN);

    private final Custody custody;
    private final LookUp lookUp;

    SubjectTokens(Custody custody, LookUp lookUp) {
        this.custody = custody;
        this.lookUp = lookUp;
    }

    /** Returns what is known, with a hint where that was not known and a backend holds all tokens. */
    Knowledge located(Question question, Knowledge known, Course course) {
        List<Credential> tokens = tokensToExchange(question);
        boolean oneBackend = !course.has(Side.SECONDARY) || course.stage() == Stage.PRIMARY_ONLY;
        if (tokens.isEmpty() || oneBackend || known.storeDown() || isLocated(question, tokens, known)) {
            return known;
        }
        Side leader = course.stage().leader();
        for (Side side : List.of(leader, leader.other())) {
            Reason found = findAll(tokens, question, known, side, course);
            if (found == Reason.DONE) {
                return custody.of(question.subject(), question.others(), question.names());
            } else if (found != Reason.UNKNOWN_CREDENTIAL) {
                return known; // the other may hold no more than copies
            }
        }
        return known;
    }

    /** Whether it is known where all of them are, or where the one has to be that the call is about. */
    private static boolean isLocated(Question question, List<Credential> tokens, Knowledge known) {
        Firmness firmness = known.standing().firmness();
        boolean alone = tokens.size() == 1 && firmness != Firmness.UNKNOWN;
        return alone
                || firmness.compareTo(Firmness.SEEN) >= 0
                || known.standing().side() != null
                        && tokens.stream()
                                .allMatch(token ->
                                        standing(token, question, known).side()
                                                == known.standing().side());
    }

    private Reason findAll(List<Credential> tokens, Question question, Knowledge known, Side side, Course course) {
        for (Credential token : tokens) {
            if (standing(token, question, known).side() != side) {
                Reason found = lookUp.owner(token, side, course).reason();
                if (found != Reason.DONE) {
                    return found;
                }
            }
        }
        tokens.forEach(token -> custody.hint(token, side));
        return Reason.DONE;
    }

    private static Standing standing(Credential token, Question question, Knowledge known) {
        Credential subject = question.subject();
        boolean about = subject != null && subject.value().equals(token.value());
        return about ? known.standing() : known.standing(new Credential(CredentialKind.ACCESS_TOKEN, token.value()));
    }

    private static List<Credential> tokensToExchange(Question question) {
        List<Credential> tokens = new ArrayList<>();
        if (question.kind().effect() == Effect.CREATE) {
            for (Question.Token token : question.tokens()) {
                CredentialKind kind = kind(question, token);
                boolean presented =
                        token.credential().value().equals(question.call().value(token.at()));
                if (kind != null && presented) {
                    tokens.add(new Credential(kind, token.credential().value()));
                }
            }
        }
        return tokens;
    }

    private static @Nullable CredentialKind kind(Question question, Question.Token token) {
        Locator type = TYPES.get(token.at());
        String value = type == null ? null : question.call().value(type);
        return value == null ? null : KINDS.get(value);
    }
}
