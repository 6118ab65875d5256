package dev.dualclient.operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One API of the Authlete Web API: a row of the {@link Catalogue}. Immutable.
 *
 * @param id the public name in kebab case; users write it in properties and see it in metrics
 * @param method the HTTP method
 * @param primaryPath the path template at Authlete 3.0; {@code {serviceId}} is filled in by the backend
 * @param secondaryPath the path template at Authlete 2.3, {@code null} where 2.3 lacks the operation
 * @param aliases other methods and paths under which either version documents the operation
 * @param apiCredentials what a caller authenticates with at 2.3
 * @param shape what the body of a successful answer is
 * @param selector the request field that tells the cases apart, {@code null} where there is one case only
 * @param ordinary the case that holds where no other does
 * @param cases the further cases by the selector's value
 * @param names the credentials that a request can name, in the order in which the subject credential is chosen; use
 *     {@link #namedIn} for those that a request does name
 * @param clients where a request names its client (client id, alias or entity id)
 * @param subjects where a request names the end user's subject
 * @param spends further fields whose presence means that a repeat is refused as a replay: an assertion, a proof, a
 *     request object
 * @param fields every place of a request that anything is decided by, each once: those of the components above, and
 *     what qualifies them, the type of a token say
 * @param chooses where a request may choose the value of a credential that it has created: nobody has issued that
 * @param brings the credentials that an accepted answer brings
 * @param reveals where an accepted answer names its client
 * @param revealsSubject where an accepted answer names the end user's subject
 * @param reading how an answer reads
 * @param sequel how the other backend follows where it must not act by itself, {@code null} where both can do the same
 */
public record Operation(
        String id,
        String method,
        String primaryPath,
        @Nullable String secondaryPath,
        List<Alias> aliases,
        ApiCredentials apiCredentials,
        AnswerShape shape,
        @Nullable Locator selector,
        Case ordinary,
        Map<String, Case> cases,
        List<Named> names,
        List<Locator> clients,
        List<Locator> subjects,
        List<Locator> spends,
        List<Locator> fields,
        List<Named> chooses,
        List<Named> brings,
        List<Locator> reveals,
        List<Locator> revealsSubject,
        AnswerMapping reading,
        @Nullable Sequel sequel) {

    /** What comes of a request that a grant begins with. */
    private static final Set<CredentialKind> BEGINNINGS = EnumSet.of(
            CredentialKind.TICKET, CredentialKind.REQUEST_URI, CredentialKind.DEVICE_CODE, CredentialKind.USER_CODE);

    private static final Locator OAUTH_CLIENT = Locator.of("/parameters?client_id");

    /**
     * A credential of some kind, and where it stands.
     *
     * @param kind the kind
     * @param by what stands there
     * @param at where it stands
     * @param only the value of the selector with which it counts, {@code null} if it always does: a {@code code} beside
     *     {@code grant_type=refresh_token} is ignored
     * @param owner the pointer of the object by which an accepted answer tells whose it is, {@code null} if it tells that
     *     as usual
     */
    public record Named(
            CredentialKind kind,
            By by,
            Locator at,
            @Nullable String only,
            @Nullable String owner) {}

    /** What a request names a credential by. The first one that a request has counts, in this order. */
    public enum By {
        /** Its value. */
        VALUE,
        /** Its hash, as a token list has it. */
        HASH,
        /** The id of its row, which only the primary knows, and whose tokens change. */
        ROW_ID
    }

    /**
     * What the other backend is asked to do once the first one has acted: two backends that each made a secret would have
     * two.
     *
     * @param operation the id of the operation to call there, with the same path variables
     * @param from where the first one's answer tells the value
     * @param to the member of the body that takes the value
     */
    public record Sequel(String operation, Locator from, String to) {}

    /** Another method and path of an operation, in the style of one version of Authlete. */
    public record Alias(Side style, String method, String path) {}

    /** Returns which versions of Authlete have the operation. */
    public Availability availability() {
        return secondaryPath == null ? Availability.PRIMARY_ONLY : Availability.BOTH;
    }

    /** Returns whether a backend has the operation. */
    public boolean existsAt(Side side) {
        return side == Side.PRIMARY || secondaryPath != null;
    }

    /** Returns the path template at a backend, {@code null} where that backend lacks the operation. */
    public @Nullable String path(Side side) {
        return side == Side.PRIMARY ? primaryPath : secondaryPath;
    }

    /**
     * Returns the case that a request is.
     *
     * @param request reads a value of the request, {@code null} where it has none
     */
    public Case caseOf(Function<Locator, @Nullable String> request) {
        if (selector == null) {
            return ordinary;
        }
        String value = request.apply(selector);
        return value == null ? ordinary : cases.getOrDefault(value, ordinary);
    }

    /**
     * Returns where a request names credentials, in the order in which the subject credential is chosen. Fields that do
     * not belong to the request's case are left out: the backend ignores them, and so must a caller that asks what the
     * request is about.
     *
     * @param request reads a value of the request, {@code null} where it has none
     */
    public List<Named> namedIn(Function<Locator, @Nullable String> request) {
        if (selector == null) {
            return names;
        }
        String value = request.apply(selector);
        return names.stream()
                .filter(named -> named.only() == null || named.only().equals(value))
                .toList();
    }

    /**
     * Whether a client proves who it is in the operation (RFC 6749 section 2.3), so that an acceptance shows that it
     * could.
     */
    public boolean authenticatesClient() {
        return clients.contains(OAUTH_CLIENT) && reading.codes().containsValue(Meaning.UNAUTHENTICATED_CLIENT);
    }

    /** Whether a client begins by it what is only worth something once it has authenticated: no token comes of it yet. */
    public boolean beginsGrant() {
        return ordinary.effect() == Effect.CREATE
                && !clients.isEmpty()
                && !brings.isEmpty()
                && brings.stream().map(Named::kind).allMatch(BEGINNINGS::contains);
    }

    /** Whether the operation is about the configured service, rather than about one that the caller names. */
    public boolean concernsConfiguredService() {
        return primaryPath.contains("{serviceId}");
    }

    @Override
    public String toString() {
        return id;
    }
}
