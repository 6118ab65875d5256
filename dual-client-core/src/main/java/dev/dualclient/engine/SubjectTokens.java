package dev.dualclient.engine;

import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, with reads only, which backend holds the tokens that a client wants to exchange (RFC 8693): the subject
 * token and the actor token. A backend refuses an exchange of an unknown token as it refuses any wrong request, so its
 * refusal proves nothing. Thread-safe.
 */
final class SubjectTokens {

    /** The parameter that holds the type of a token, by the parameter that holds the token. */
    private static final Map<Locator, Locator> TYPES = Map.of(
            Locator.of("/parameters?subject_token"), Locator.of("/parameters?subject_token_type"),
            Locator.of("/parameters?actor_token"), Locator.of("/parameters?actor_token_type"));

    /** The token types that backends issue and a migrator copies. An ID token or a foreign JWT is not looked up. */
    private static final Map<String, CredentialKind> KINDS = Map.of(
            "urn:ietf:params:oauth:token-type:access_token", CredentialKind.ACCESS_TOKEN,
            "urn:ietf:params:oauth:token-type:refresh_token", CredentialKind.REFRESH_TOKEN);

    private final Custody custody;
    private final TokenLookUp lookUp;

    SubjectTokens(Custody custody, TokenLookUp lookUp) {
        this.custody = custody;
        this.lookUp = lookUp;
    }

    /** Returns the snapshot, with a hint added if it had none and one backend holds all tokens. */
    CustodySnapshot located(CallFacts facts, CustodySnapshot known, CallContext context) {
        List<Credential> tokens = tokensToExchange(facts);
        boolean oneBackend = !context.has(Side.SECONDARY) || context.stage() == Stage.PRIMARY_ONLY;
        if (tokens.isEmpty() || oneBackend || known.storeDown() || isLocated(facts, tokens, known)) {
            return known;
        }
        Side leader = context.stage().leader();
        for (Side side : List.of(leader, leader.other())) {
            Reason found = findAll(tokens, facts, known, side, context);
            if (found == Reason.DONE) {
                return custody.of(facts.subject(), facts.others(), facts.names());
            } else if (found != Reason.UNKNOWN_CREDENTIAL) {
                return known; // the other may hold no more than copies
            }
        }
        return known;
    }

    /** Whether custody knows which backend holds all of the tokens, or the one that the call is about. */
    private static boolean isLocated(CallFacts facts, List<Credential> tokens, CustodySnapshot known) {
        CustodyLevel level = known.status().level();
        boolean alone = tokens.size() == 1 && level != CustodyLevel.UNKNOWN;
        return alone
                || level.compareTo(CustodyLevel.SEEN) >= 0
                || known.status().side() != null
                        && tokens.stream()
                                .allMatch(token -> status(token, facts, known).side()
                                        == known.status().side());
    }

    private Reason findAll(
            List<Credential> tokens, CallFacts facts, CustodySnapshot known, Side side, CallContext context) {
        for (Credential token : tokens) {
            if (status(token, facts, known).side() != side) {
                Reason found = lookUp.owner(token, side, context).reason();
                if (found != Reason.DONE) {
                    return found;
                }
            }
        }
        tokens.forEach(token -> custody.hint(token, side));
        return Reason.DONE;
    }

    private static CustodyStatus status(Credential token, CallFacts facts, CustodySnapshot known) {
        Credential subject = facts.subject();
        boolean about = subject != null && subject.value().equals(token.value());
        return about ? known.status() : known.status(new Credential(CredentialKind.ACCESS_TOKEN, token.value()));
    }

    private static List<Credential> tokensToExchange(CallFacts facts) {
        List<Credential> tokens = new ArrayList<>();
        if (facts.kind().effect() == Effect.CREATE) {
            for (CallFacts.Token token : facts.tokens()) {
                CredentialKind kind = kind(facts, token);
                boolean presented =
                        token.credential().value().equals(facts.call().value(token.at()));
                if (kind != null && presented) {
                    tokens.add(new Credential(kind, token.credential().value()));
                }
            }
        }
        return tokens;
    }

    private static @Nullable CredentialKind kind(CallFacts facts, CallFacts.Token token) {
        Locator type = TYPES.get(token.at());
        String value = type == null ? null : facts.call().value(type);
        return value == null ? null : KINDS.get(value);
    }
}
