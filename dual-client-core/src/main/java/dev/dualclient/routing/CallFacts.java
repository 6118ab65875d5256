package dev.dualclient.routing;

import dev.dualclient.call.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as the decision sees it. Immutable.
 *
 * @param call the call to send: the caller's call, with the tag removed from its ticket
 * @param kind which case of its operation it is
 * @param subject the one credential that it is about, {@code null} if it names none
 * @param subjectAt where that credential stands
 * @param tagged whether it came with a ticket that the primary issued
 * @param names whom it names: its client (id, alias or entity id), the end user, a grant
 * @param spends whether a repeat would be refused as a replay
 * @param tokens the access and refresh tokens that it names, each value once: its subject, if that is one, and others; an
 *     access token that is a JWT is followed by the one that its {@code jti} names
 */
public record CallFacts(
        ApiCall call,
        Case kind,
        @Nullable Credential subject,
        @Nullable Locator subjectAt,
        boolean tagged,
        Parties names,
        boolean spends,
        List<Token> tokens) {

    /**
     * A token that a call names.
     *
     * @param credential the token
     * @param at where it stands
     * @param owner the pointer of the object by which an accepted answer tells whose it is, {@code null} if it tells that
     *     as usual
     */
    public record Token(
            Credential credential, Locator at, @Nullable String owner) {}

    /** How a request_uri begins that a backend has issued (RFC 9126 section 2.2), unlike one that a client hosts. */
    private static final String PUSHED = "urn:";

    /** Reads a call. */
    public static CallFacts of(ApiCall asked) {
        Operation operation = asked.operation();
        ApiCall given = withOneName(asked);
        Operation.Named named = null;
        List<Token> tokens = new ArrayList<>(1);
        for (Operation.Named candidate : operation.namedIn(given::value)) {
            String value = given.value(candidate.at());
            if (value != null) {
                named = named == null ? candidate : named;
                add(candidate, value, tokens);
            }
        }
        ApiCall sent = given;
        Credential subject = null;
        boolean tagged = false;
        if (named != null) {
            String value = Objects.requireNonNull(given.value(named.at()));
            if (named.kind() == CredentialKind.TICKET && TicketTag.isTagged(value)) {
                tagged = true;
                value = TicketTag.untagged(value);
                sent = given.with(named.at(), value);
            }
            subject = credential(named, value);
        }
        ApiCall call = sent;
        return new CallFacts(
                call,
                call.kind(),
                subject,
                named == null ? null : named.at(),
                tagged,
                namesIn(call),
                spends(call),
                List.copyOf(tokens));
    }

    /** A value that stands where a token of either kind may stand is one token. */
    private static void add(Operation.Named named, String value, List<Token> tokens) {
        if (named.kind().isToken() && !holds(tokens, value)) {
            Credential credential = credential(named, value);
            tokens.add(new Token(credential, named.at(), named.owner()));
            Credential byJwtId = credential.byJwtId();
            if (byJwtId != null) {
                tokens.add(new Token(byJwtId, named.at(), named.owner()));
            }
        }
    }

    private static Credential credential(Operation.Named named, String value) {
        return named.by() == Operation.By.HASH
                ? Credential.ofHash(named.kind(), value)
                : new Credential(named.kind(), value);
    }

    /** Returns a call without those names of its token that do not count: which of them does, a backend could see otherwise. */
    private static ApiCall withOneName(ApiCall given) {
        ApiCall sent = given;
        for (Operation.Named named : given.operation().names()) {
            if (named.by() != Operation.By.VALUE
                    && named.at() instanceof Locator.Body in
                    && isNamedBefore(named, sent)) {
                sent = sent.without(in);
            }
        }
        return sent;
    }

    private static boolean isNamedBefore(Operation.Named named, ApiCall call) {
        for (Operation.Named other : call.operation().names()) {
            if (other.equals(named)) {
                return false;
            } else if (other.kind() == named.kind() && call.value(other.at()) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(List<Token> tokens, String value) {
        for (Token token : tokens) {
            if (token.credential().value().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tokens that it names besides the credential that it is about. */
    public List<Credential> others() {
        if (tokens.isEmpty() || tokens.size() == 1 && tokens.get(0).credential().equals(subject)) {
            return List.of();
        }
        return tokens.stream()
                .map(Token::credential)
                .filter(credential -> !credential.equals(subject))
                .toList();
    }

    /** Returns these facts with another of the tokens as subject, which decides which backend is asked. */
    public CallFacts on(Credential token) {
        Token other = tokens.stream()
                .filter(one -> one.credential().equals(token))
                .findFirst()
                .orElseThrow();
        return new CallFacts(call, kind, token, other.at(), false, names, spends, tokens);
    }

    /** Returns the values that the caller chose for new credentials. An existing credential may have the same value. */
    public List<Credential> chosen() {
        List<Operation.Named> places = call.operation().chooses();
        return places.isEmpty() ? List.of() : credentials(places, call);
    }

    private static List<Credential> credentials(List<Operation.Named> places, ApiCall call) {
        List<Credential> credentials = new ArrayList<>(places.size());
        for (Operation.Named place : places) {
            String value = call.value(place.at());
            if (value != null) {
                credentials.add(new Credential(place.kind(), value));
            }
        }
        return credentials;
    }

    private static boolean spends(ApiCall call) {
        for (Locator at : call.operation().spends()) {
            if (call.value(at) != null) {
                return true;
            }
        }
        return false;
    }

    private static Parties namesIn(ApiCall call) {
        Operation operation = call.operation();
        List<Locator> grants = new ArrayList<>();
        for (Operation.Named named : operation.namedIn(call::value)) {
            if (named.kind() == CredentialKind.GRANT_ID) {
                grants.add(named.at());
            }
        }
        return new Parties(
                all(operation.clients(), call), first(all(operation.subjects(), call)), first(all(grants, call)));
    }

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }

    private static List<String> all(List<Locator> places, ApiCall call) {
        List<String> values = new ArrayList<>(places.size());
        for (Locator place : places) {
            String value = call.value(place);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /**
     * Whether something would be issued to somebody whom the call does not name, so that the pending rows that concern
     * it are not known.
     */
    public boolean issuesToNobodyNamed() {
        boolean issues = kind.effect() == Effect.CONSUME || kind.effect() == Effect.CREATE;
        return issues
                && !isAboutCopied()
                && names.isEmpty()
                && !call.operation().brings().isEmpty();
    }

    /** Whether something begins that no backend holds yet, rather than goes on by a credential that one of them issued. */
    public boolean begins() {
        boolean continuesFlow = subject != null
                && (subject.kind() != CredentialKind.REQUEST_URI
                        || subject.value().startsWith(PUSHED));
        return kind.effect() == Effect.CREATE && !continuesFlow;
    }

    /**
     * Whether a client begins something that it goes on with where it has to authenticate: an authorization request, one
     * that it pushes, a device's, or backchannel authentication.
     */
    public boolean beginsGrant() {
        return begins() && !names.clients().isEmpty() && call.operation().beginsGrant();
    }

    /**
     * Whether the revocation of one token is asked for, rather than of a client, or of many tokens. Also true for a revocation
     * that has to name a token and does not: it must never be taken for one of many.
     */
    public boolean killsOneToken() {
        return kind.kills() == Case.Kills.TOKEN || kind.kills() == Case.Kills.TOKENS && subject != null;
    }

    /**
     * Whether the authorization server itself ends one token, which it may name by its hash or by the id of its row, and not
     * only by its value, as a client does (RFC 7009).
     */
    public boolean killsByIdentifier() {
        return killsOneToken() && subject != null && !(subjectAt instanceof Locator.Form);
    }

    /** Whether its token is named by the id of a row of which the tokens are not known. */
    public boolean isOfUnknownRow() {
        Locator at = subjectAt;
        return at != null && nameAt(at, Operation.By.ROW_ID);
    }

    private boolean nameAt(Locator at, Operation.By by) {
        for (Operation.Named named : call.operation().names()) {
            if (named.by() == by && named.at().equals(at)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns these facts as those of an access token that the id of a row means, which is sent by its hash in place of the
     * id: the row may have another one by now, and the secondary knows no ids.
     */
    public CallFacts ofHash(String hash) {
        Locator.Body id = (Locator.Body) Objects.requireNonNull(subjectAt);
        for (Operation.Named named : call.operation().names()) {
            if (named.by() == Operation.By.HASH) {
                return of(call.without(id).with(named.at(), hash));
            }
        }
        return this;
    }

    /** Returns these facts as those of the token that the identifier means. What is sent stays as it is. */
    public CallFacts meaning(Credential token) {
        Credential current = subject;
        List<Token> meant = tokens.stream()
                .map(one -> one.credential().equals(current) ? new Token(token, one.at(), one.owner()) : one)
                .toList();
        return new CallFacts(call, kind, token, subjectAt, tagged, names, spends, meant);
    }

    /** Whether a later call may undo what this one changes, as it can lock and unlock a client; false for what ends for good. */
    public boolean setsState() {
        return kind.effect() != Effect.KILL
                || switch (kind.kills()) {
                    case LOCK, SECRET, SCOPES -> true;
                    default -> false;
                };
    }

    /** Whether a client asks about itself by its registration token, which one backend alone accepts (RFC 7592). */
    public boolean isSelfManagement() {
        for (Operation.Named named : call.operation().names()) {
            if (named.kind() == CredentialKind.REGISTRATION_ACCESS_TOKEN) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is about a credential that both backends may hold. */
    boolean isAboutCopied() {
        return subject != null && subject.kind().copied();
    }

    /** Whether a credential that both backends may hold would be used up, so that it has to be claimed first. */
    public boolean consumesCopied() {
        return kind.effect() == Effect.CONSUME && isAboutCopied();
    }

    /** Returns the backend that holds the subject, {@code null} if it is not known, or if the subject may be copied. */
    @Nullable
    Side home(CustodyStatus status) {
        if (subject == null || isAboutCopied()) {
            return null;
        }
        return tagged ? Side.PRIMARY : status.side();
    }

    /** Returns these facts, and the call, with another value of the subject. */
    public CallFacts about(String value) {
        Credential current = Objects.requireNonNull(subject);
        Locator at = Objects.requireNonNull(subjectAt);
        Credential another = new Credential(current.kind(), value);
        List<Token> replaced = tokens.stream()
                .map(token -> token.credential().equals(current) ? new Token(another, at, token.owner()) : token)
                .toList();
        return new CallFacts(call.with(at, value), kind, another, at, tagged, names, spends, replaced);
    }
}
