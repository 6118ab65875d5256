package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, with reads only, whether a backend holds a token, and which other token shares its row: by introspection,
 * and if the row is still not known, by the token list, which names tokens by their hashes.
 */
final class TokenLookUp {

    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection-standard");
    private static final Operation CLIENT_GET = Catalogue.operation("client-get");
    private static final Locator CLIENT = Locator.of("/responseContent#/client_id");
    private static final Locator ACTION = Locator.of("/action");
    private static final Locator RESULT_CODE = Locator.of("/resultCode");
    private static final Locator SUBJECT = Locator.of("/responseContent#/sub");
    private static final Operation OWN_INTROSPECTION = Catalogue.operation("auth-introspection");
    private static final Locator OWN_CLIENT = Locator.of("/clientId");
    private static final Locator OWN_SUBJECT = Locator.of("/subject");
    private static final Locator GRANT_TYPE = Locator.of("/grantType");

    /** The grants that never issue a refresh token. */
    private static final Set<String> WITHOUT_REFRESH_TOKEN = Set.of("CLIENT_CREDENTIALS", "IMPLICIT");

    private static final Logger LOG = LoggerFactory.getLogger(TokenLookUp.class);

    private final Custody custody;
    private final Set<Side> hashesDiffer = ConcurrentHashMap.newKeySet();

    TokenLookUp(Custody custody) {
        this.custody = custody;
    }

    /**
     * What a look-up found.
     *
     * @param attempt how it ended: {@link Reason#DONE} if the backend holds the token,
     *     {@link Reason#UNKNOWN_CREDENTIAL} if it does not, {@link Reason#LOOK_UP_FAILED} if that could not be found out,
     *     {@link Reason#THROTTLED} with the backend's own answer
     * @param row its row; {@link TokenRow#NONE} unless the backend holds it
     * @param client the client that owns it; empty unless the backend holds it
     */
    record Finding(Attempt attempt, TokenRow row, String client) {

        static Finding none(Side side, Reason reason) {
            return new Finding(Attempt.notSent(side, reason), TokenRow.NONE, "");
        }

        private static Finding throttled(Attempt attempt) {
            return new Finding(attempt, TokenRow.NONE, "");
        }

        Reason reason() {
            return attempt.reason();
        }

        /** Returns the client and the user of an access token beside a refresh token; nobody of another token. */
        Parties holderOfPair() {
            return row.keptRefreshToken() == null ? Parties.NONE : holder();
        }

        /** Returns the client and the user whose token it is; nobody unless the backend holds it. */
        Parties holder() {
            if (client.isEmpty()) {
                return Parties.NONE;
            }
            String subject = valueOf(this, SUBJECT);
            return new Parties(List.of(client), subject != null ? subject : valueOf(this, OWN_SUBJECT), null);
        }
    }

    /** Returns whether a backend has called the token inactive that this call looks up. */
    static boolean hasCalledInactive(Side side, CallContext context) {
        return context.steps().stream()
                .anyMatch(step -> step.operation().equals(INTROSPECTION.id())
                        && step.side() == side
                        && step.reason() == Reason.UNKNOWN_CREDENTIAL);
    }

    /** Returns whether the list of a backend was seen to name tokens otherwise than by the SHA-256 of their values. */
    boolean listsOtherHashes(Side side) {
        return hashesDiffer.contains(side);
    }

    /**
     * Looks up at a backend who owns a token, and its row.
     *
     * @param known the row as far as it is known
     */
    Finding find(Credential token, TokenRow known, Side side, CallContext context) {
        return find(token, known, side, context, RowSearch.PAGES_IN_A_CALL);
    }

    /** Like {@link #find}, but reads the list to its end, because no caller waits. */
    Finding findPatiently(Credential token, TokenRow known, Side side, CallContext context) {
        return find(token, known, side, context, Integer.MAX_VALUE);
    }

    private Finding find(Credential token, TokenRow known, Side side, CallContext context, int maxPages) {
        Finding owner = owner(token, side, context);
        String grant = valueOf(owner, GRANT_TYPE);
        if (owner.reason() != Reason.DONE || grant != null && WITHOUT_REFRESH_TOKEN.contains(grant)) {
            return owner;
        }
        return known.isWhole()
                ? new Finding(owner.attempt(), known, owner.client())
                : inList(token, owner, context, maxPages);
    }

    /**
     * Looks up at a backend a token of which only the hash is known, in the list of the client and user in whose list this
     * process has seen it before.
     *
     * @return {@link Reason#ROW_NOT_KNOWN} if it has not
     */
    Finding findListed(Credential hashed, Side side, CallContext context) {
        Parties holder = custody.rows().holder(hashed);
        if (holder.clients().isEmpty()) {
            return Finding.none(side, Reason.ROW_NOT_KNOWN);
        }
        RowSearch.Result result = new RowSearch(side, holder, context).find(hashed.value(), RowSearch.PAGES_IN_A_CALL);
        Attempt failure = result.failure();
        if (failure != null && failure.reason() == Reason.THROTTLED) {
            return Finding.throttled(failure);
        } else if (failure != null && failure.outcome() == Outcome.UNRECOGNIZED) { // it does not know the client
            return Finding.none(side, Reason.UNKNOWN_CREDENTIAL);
        }
        TokenList.Row row = result.row();
        if (row == null) {
            return Finding.none(side, result.whole() ? Reason.UNKNOWN_CREDENTIAL : Reason.LOOK_UP_FAILED);
        }
        TokenRow found = custody.row(hashed, row.beside(hashed.value()));
        return new Finding(
                Attempt.notSent(side, Reason.DONE), found, holder.clients().get(0));
    }

    /**
     * Looks up at a backend who owns a token; the row is the token alone. Authlete's own introspection knows an access token
     * also when it has expired, while the refresh token beside it may live, and tells by which grant it was issued.
     */
    Finding owner(Credential token, Side side, CallContext context) {
        if (token.kind() == CredentialKind.ACCESS_TOKEN) {
            Finding found = ownerOfAccessToken(token, side, context);
            if (found.reason() != Reason.UNKNOWN_CREDENTIAL) {
                return found;
            }
        }
        Attempt introspection = context.as(Purpose.LOOK_UP).ask(side, introspectionOf(token));
        ApiResponse answer = introspection.answer();
        String client = answer == null ? null : answer.value(CLIENT);
        if (introspection.outcome() == Outcome.UNRECOGNIZED || isMalformed(introspection)) {
            return Finding.none(side, Reason.UNKNOWN_CREDENTIAL);
        } else if (introspection.reason() == Reason.THROTTLED) {
            return Finding.throttled(introspection);
        } else if (introspection.outcome() != Outcome.ACCEPTED || client == null) {
            return Finding.none(side, Reason.LOOK_UP_FAILED);
        }
        return new Finding(introspection, custody.row(token, null), client);
    }

    /** Calls a token unknown also if the answer names no client; then standard introspection is asked. */
    private Finding ownerOfAccessToken(Credential token, Side side, CallContext context) {
        Attempt introspection = context.as(Purpose.LOOK_UP).ask(side, ownIntrospectionOf(token));
        ApiResponse answer = introspection.answer();
        String client = answer == null ? null : answer.value(OWN_CLIENT);
        if (introspection.reason() == Reason.THROTTLED) {
            return Finding.throttled(introspection);
        } else if (isTold(introspection) && answer != null && client != null) {
            Attempt known = new Attempt(side, Reason.DONE, answer, null, introspection.elapsed());
            return new Finding(known, custody.row(token, null), client);
        }
        boolean unknown = isTold(introspection) || introspection.outcome() == Outcome.UNRECOGNIZED;
        return Finding.none(side, unknown ? Reason.UNKNOWN_CREDENTIAL : Reason.LOOK_UP_FAILED);
    }

    /** Whether the backend calls the value malformed. That is definite: such a value can never be one of its tokens. */
    private static boolean isMalformed(Attempt introspection) {
        ApiResponse answer = introspection.answer();
        return introspection.outcome() == Outcome.REFUSED
                && answer != null
                && (answer.status() == 200 || answer.status() == 400)
                && "BAD_REQUEST".equals(answer.value(ACTION))
                && answer.value(RESULT_CODE) != null;
    }

    /**
     * Looks a token up at these backends until one holds it or throttles, and returns what each said.
     *
     * @param known the row as far as it is known
     * @param each the budget of each backend
     */
    List<Finding> findAny(Credential token, TokenRow known, List<Side> sides, CallContext context, Duration each) {
        List<Finding> found = new ArrayList<>();
        for (Side side : sides) {
            Finding finding = find(token, known, side, context.within(each));
            found.add(finding);
            if (finding.reason() == Reason.DONE || finding.reason() == Reason.THROTTLED) {
                break;
            }
        }
        return found;
    }

    /**
     * Returns whether a token that was found belongs to a client of one of these names: {@link Reason#DONE},
     * {@link Reason#SAID_NO}, or {@link Reason#LOOK_UP_FAILED}. A client can have asked under its alias or entity id.
     */
    Reason belongsTo(Finding found, List<String> names, CallContext context) {
        if (names.contains(found.client())) {
            return Reason.DONE;
        }
        Attempt client = context.as(Purpose.LOOK_UP)
                .ask(
                        found.attempt().side(),
                        ApiCall.of(CLIENT_GET).path("clientId", found.client()).build());
        if (client.outcome() != Outcome.ACCEPTED) {
            return client.outcome() == Outcome.UNRECOGNIZED ? Reason.SAID_NO : Reason.LOOK_UP_FAILED;
        }
        boolean same =
                AnswerContents.names(CLIENT_GET, client).clients().stream().anyMatch(names::contains);
        return same ? Reason.DONE : Reason.SAID_NO;
    }

    /** Whether the backend knows the token, active or not: an expired token can still get a new value. */
    private static boolean isTold(Attempt introspection) {
        return introspection.outcome() == Outcome.ACCEPTED || introspection.outcome() == Outcome.REFUSED;
    }

    /** Returns the client and the user of a token that was just issued; nobody if the backend does not say. */
    Parties ownerOfIssued(Credential issued, Side side, CallContext context) {
        Attempt introspection = context.as(Purpose.LOOK_UP).ask(side, ownIntrospectionOf(issued));
        return isTold(introspection) ? AnswerContents.names(OWN_INTROSPECTION, introspection) : Parties.NONE;
    }

    private Finding inList(Credential token, Finding owner, CallContext context, int maxPages) {
        Side side = owner.attempt().side();
        String own = Custody.listedHash(token);
        RowSearch.Result result = new RowSearch(side, owner.holder(), context).find(own, maxPages);
        Attempt failure = result.failure();
        if (failure != null) {
            return failure.reason() == Reason.THROTTLED
                    ? Finding.throttled(failure)
                    : Finding.none(side, Reason.LOOK_UP_FAILED);
        }
        TokenList.Row row = result.row();
        return row != null
                ? new Finding(owner.attempt(), custody.row(token, row.beside(own)), owner.client())
                : notListed(token, side, context, result.inOneAnswer());
    }

    /**
     * A token that the list does not show may have been replaced since it was introspected. If it was not, and one answer
     * showed the whole list, then the list names it in another way. Either way nobody knows its row.
     */
    private Finding notListed(Credential token, Side side, CallContext context, boolean inOneAnswer) {
        Finding again = owner(token, side, context);
        if (again.reason() != Reason.DONE) {
            return again;
        }
        if (inOneAnswer && hashesDiffer.add(side)) {
            LOG.warn(
                    "The token list of the {} does not list a token by the SHA-256 hash of its value. A token that was not"
                            + " issued through Dual Client can be used and revoked there only if its row is found. Until"
                            + " then such calls are answered with 503",
                    side);
        }
        return Finding.none(side, Reason.LOOK_UP_FAILED);
    }

    private static @Nullable String valueOf(Finding found, Locator place) {
        ApiResponse answer = found.attempt().answer();
        return answer == null ? null : answer.value(place);
    }

    private static ApiCall ownIntrospectionOf(Credential token) {
        return ApiCall.of(OWN_INTROSPECTION)
                .body(JsonFormat.write(Map.of("token", token.value())))
                .build();
    }

    private static ApiCall introspectionOf(Credential token) {
        String hint = token.kind() == CredentialKind.REFRESH_TOKEN ? "refresh_token" : "access_token";
        String form = "token=" + URLEncoder.encode(token.value(), StandardCharsets.UTF_8) + "&token_type_hint=" + hint;
        return ApiCall.of(INTROSPECTION)
                .body(JsonFormat.write(Map.of("parameters", form)))
                .build();
    }
}
