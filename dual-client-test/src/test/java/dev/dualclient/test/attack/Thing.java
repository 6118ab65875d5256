package dev.dualclient.test.attack;

import dev.dualclient.operation.CredentialKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a request can name. In the text of a request one character stands for it, so that requests are the same
 * in every arena and can be printed without a secret.
 */
enum Thing {
    /** Of a row that both backends hold. */
    LIVE_ACCESS,
    LIVE_REFRESH,
    /** Of a row that the migrator has not copied. */
    HOME_ACCESS,
    HOME_REFRESH,
    /** Issued through Dual Client. */
    NEW_ACCESS,
    NEW_REFRESH,
    /** Replaced through Dual Client; one backend still has its copy. */
    SPENT_ACCESS,
    SPENT_REFRESH,
    /** Revoked through Dual Client; a late copy of it is at the primary. */
    KILLED_ACCESS,
    KILLED_REFRESH,
    /** Of another user of the same client. */
    OTHER_ACCESS,
    OTHER_REFRESH,
    /** Of another client. */
    STRANGER_ACCESS,
    STRANGER_REFRESH,
    TICKET,
    USED_TICKET,
    PASSWORD_TICKET,
    BACKCHANNEL_TICKET,
    CODE,
    USED_CODE,
    REQUEST_URI,
    DEVICE_CODE,
    USER_CODE,
    AUTH_REQ_ID,
    CLIENT,
    ALIAS,
    SECRET,
    STRANGER;

    private static final char FIRST = '\ue000';

    private static final Map<CredentialKind, Thing> USED =
            Map.of(CredentialKind.AUTHORIZATION_CODE, USED_CODE, CredentialKind.TICKET, USED_TICKET);

    /** Returns the text that stands for it. */
    String text() {
        return String.valueOf((char) (FIRST + ordinal()));
    }

    /** Returns what a character stands for, {@code null} for itself. */
    static @Nullable Thing of(char c) {
        int ordinal = c - FIRST;
        return ordinal >= 0 && ordinal < values().length ? values()[ordinal] : null;
    }

    /** Returns a credential of a kind in the state of a role, {@code null} if there is none. */
    static @Nullable Thing of(CredentialKind kind, Role role, String operation) {
        return switch (kind) {
            case ACCESS_TOKEN -> valueOf(role + "_ACCESS");
            case REFRESH_TOKEN -> valueOf(role + "_REFRESH");
            case TICKET ->
                role.dead()
                        ? USED.get(kind)
                        : operation.startsWith("auth-token")
                                ? PASSWORD_TICKET
                                : operation.startsWith("backchannel") ? BACKCHANNEL_TICKET : TICKET;
            case AUTHORIZATION_CODE -> role.dead() ? USED.get(kind) : CODE;
            case DEVICE_CODE -> DEVICE_CODE;
            case USER_CODE -> USER_CODE;
            case AUTH_REQ_ID -> AUTH_REQ_ID;
            case REQUEST_URI -> REQUEST_URI;
            case REGISTRATION_ACCESS_TOKEN, GRANT_ID -> null;
        };
    }

    /** Whether it is a token that must not be accepted any more. */
    boolean dead() {
        return name().startsWith("SPENT") || name().startsWith("KILLED");
    }

    boolean isAccessToken() {
        return name().endsWith("_ACCESS");
    }

    boolean isRefreshToken() {
        return name().endsWith("_REFRESH");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
