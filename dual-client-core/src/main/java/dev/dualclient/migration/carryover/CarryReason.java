package dev.dualclient.migration.carryover;

import java.util.Locale;

/** Why a row was not carried over. */
public enum CarryReason {
    /** Custody knows the row as used, killed, or about to be, or a pending row of the outbox names it. */
    CUSTODY("the row was used or revoked, or a change is pending"),
    /** The row was carried over already, or that was tried. */
    ONCE("the row was already copied, or the copy was tried"),
    /** The client is not the same at both backends, is locked, or may not refresh at the primary. */
    CLIENT("the client is not the same at both backends, or is locked"),
    /** Whether the primary has the client's secret is not known. */
    SECRET("the primary may have another secret of the client"),
    /** The client has another number at the primary. */
    NAMES("the client has another id at the primary"),
    /** The token belongs to a grant with an id (Grant Management). */
    GRANT("the token has a grant id"),
    /** Claims were consented to or requested that a copy does not have. */
    CLAIMS("the token has requested or consented claims"),
    /** A subject may have one access token only, which a copy would end. */
    SINGLE("the primary allows one token per subject"),
    /** Access tokens are JWTs. */
    JWT("access tokens are JWTs"),
    /** The token is bound to a certificate or key. */
    BOUND("the token is bound to a certificate or a key"),
    /** The resources of the access token are not those of the grant. */
    RESOURCES("the resources of the access token are narrower"),
    /** The token was created for an external attachment. */
    ATTACHMENT("the token is for an external attachment"),
    /** A scope is not supported at the primary, or the refresh asked for a part of the scopes. */
    SCOPES("a scope is not available at the primary, or the scopes were narrowed"),
    /** The access token expires too soon, or never. */
    LIFE("the access token expires soon, or never"),
    /** Another program copies tokens. */
    MIGRATOR("the primary already holds tokens of these values"),
    /** The given tokens are not a usable pair of one row of the secondary. */
    ROW("the tokens are not a usable row of the secondary"),
    /** What the decision needs could not be read. */
    UNREADABLE("a backend did not show what is needed to decide"),
    /** The primary has refused the copy. */
    REFUSED("the primary refused the copy"),
    /** The copy did not show what the original shows; it was ended. */
    DIFFERENT("the copy differed from the original"),
    /** No self-test has passed for these versions of the backends. */
    SELF_TEST("no self-test has passed"),
    /** Carry-over was paused, for all or for this client. */
    PAUSED("carry-over is paused"),
    /** The stage, maintenance, or an open circuit of the primary forbids it now. */
    STAGE("the stage or the state of the primary does not allow it now"),
    /** The settings exclude this client. */
    EXCLUDED("the settings exclude this client");

    private final String words;

    CarryReason(String words) {
        this.words = words;
    }

    /** Returns the words for a person. */
    public String words() {
        return words;
    }

    /** Returns the name as metrics and the actuator have it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
