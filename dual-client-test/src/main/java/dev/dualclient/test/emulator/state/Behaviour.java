package dev.dualclient.test.emulator.state;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a server behaves where real servers may differ from one another, whatever their version. A {@link Trait} that is not
 * set is off.
 *
 * @param traits what holds
 * @param bulkRevocationLimit how many tokens one call of {@code auth-token-revoke} ends at most
 * @param clientsInView how many clients the access token of 3.0 may view: those that came first
 */
public record Behaviour(Set<Trait> traits, int bulkRevocationLimit, int clientsInView) {

    /** One way in which a server may behave. */
    public enum Trait {
        /** Client secrets are told by the call that sets them only. */
        SECRETS_HIDDEN,
        /** Of a parameter that a form names twice the last value counts. */
        LAST_VALUE_WINS,
        /** The names of a form's parameters are compared as they stand, without decoding. */
        RAW_NAMES,
        /** The rows of a token list move forward by one place after each page. */
        LISTS_SHIFT,
        /** Every other page of a token list lacks its last row. */
        ROWS_MISSING,
        /** Every page of a token list but the first begins with the last row of the page before. */
        ROWS_REPEATED,
        /** A token list takes no notice of {@code tokenStatus}. */
        TOKEN_STATUS_IGNORED,
        /** An expired access token is forgotten once it has been introspected. */
        EXPIRED_TOKENS_REMOVED,
        /** Tokens that nobody uses are removed after a while. */
        UNUSED_TOKENS_SWEPT,
        /** A dry run of a batch creates its tokens. */
        DRY_RUN_IGNORED,
        /** Standard introspection does not know refresh tokens. */
        REFRESH_TOKENS_NOT_INTROSPECTED,
        /** Any client may end a token by revocation, whoever owns it. */
        STRANGERS_REVOKE,
        /** Token lists name tokens by other hashes than the SHA-256 of their values. */
        OTHER_LIST_HASHES,
        /** Standard introspection does not tell the key that a token is bound to. */
        CONFIRMATION_HIDDEN
    }

    /** The behaviour that the vendor documents. */
    public static final Behaviour DOCUMENTED = new Behaviour(Set.of(), 20, Integer.MAX_VALUE);

    /** Copies the set. */
    public Behaviour {
        traits = Set.copyOf(traits);
    }

    /** Returns whether a trait is set. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns this behaviour with another trait. */
    public Behaviour with(Trait trait) {
        EnumSet<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Behaviour(more, bulkRevocationLimit, clientsInView);
    }

    /** Returns this behaviour without a trait. */
    public Behaviour without(Trait trait) {
        EnumSet<Trait> fewer = EnumSet.noneOf(Trait.class);
        fewer.addAll(traits);
        fewer.remove(trait);
        return new Behaviour(fewer, bulkRevocationLimit, clientsInView);
    }

    /** Returns this behaviour with another limit of what one call of {@code auth-token-revoke} ends. */
    public Behaviour withBulkRevocationLimit(int limit) {
        return new Behaviour(traits, limit, clientsInView);
    }

    /** Returns this behaviour with another number of clients that may be viewed. */
    public Behaviour withClientsInView(int count) {
        return new Behaviour(traits, bulkRevocationLimit, count);
    }
}
