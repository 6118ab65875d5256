package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known before a call is decided. Immutable. */
public final class CustodySnapshot {

    private static final View NOTHING = new View(Map.of(), List.of(), Set.of());

    /** Nothing is known, and nothing was asked. */
    public static final CustodySnapshot NONE = new CustodySnapshot(
            CustodyStatus.UNKNOWN, Map.of(), TokenRow.NONE, ClientSecret.UNKNOWN, List.of(), NOTHING);

    private final CustodyStatus status;
    private final Map<Credential, CustodyStatus> others;
    private final TokenRow row;
    private final ClientSecret secret;
    private final List<CustodyKey> asked;
    private final View view;
    private final boolean storeDown;
    private final boolean mayBeDead;
    private final boolean ignorant;

    private CustodySnapshot(
            CustodyStatus status,
            Map<Credential, CustodyStatus> others,
            TokenRow row,
            ClientSecret secret,
            List<CustodyKey> asked,
            View view,
            boolean storeDown,
            boolean mayBeDead,
            boolean ignorant) {
        this.status = status;
        this.others = others;
        this.row = row;
        this.secret = secret;
        this.asked = asked;
        this.view = view;
        this.storeDown = storeDown;
        this.mayBeDead = mayBeDead;
        this.ignorant = ignorant;
    }

    CustodySnapshot(
            CustodyStatus status,
            Map<Credential, CustodyStatus> others,
            TokenRow row,
            ClientSecret secret,
            List<CustodyKey> asked,
            View view) {
        this(status, others, row, secret, asked, view, false, false, false);
    }

    static CustodySnapshot withoutStore(
            CustodyStatus remembered,
            TokenRow row,
            ClientSecret secret,
            List<CustodyKey> asked,
            boolean mayBeDead,
            boolean ignorant) {
        return new CustodySnapshot(remembered, Map.of(), row, secret, asked, NOTHING, true, mayBeDead, ignorant);
    }

    /** Returns what is known of the credential that the call is about. */
    public CustodyStatus status() {
        return status;
    }

    /** Returns the records that the store holds of all this. */
    Map<CustodyKey, CustodyRecord> records() {
        return view.records();
    }

    /** Returns the row of the credential that the call is about, as far as it is known. */
    public TokenRow row() {
        return row;
    }

    /** Returns what is known of something else that the call names; nothing if it was not asked for. */
    public CustodyStatus status(Credential other) {
        return others.getOrDefault(other, CustodyStatus.UNKNOWN);
    }

    /** Returns whether any of these was used up, or killed, or may have been. */
    public boolean isAnyTaken(Collection<Credential> asked) {
        for (Credential other : asked) {
            if (status(other).level().compareTo(CustodyLevel.CLAIMED) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the primary has issued any of these, so that it exists nowhere else. */
    public boolean isAnyOfPrimaryAlone(Collection<Credential> asked) {
        for (Credential other : asked) {
            if (status(other).isOfPrimaryAlone()) {
                return true;
            }
        }
        return false;
    }

    /** Returns what is known of the client's secret at the primary. */
    public ClientSecret secret() {
        return secret;
    }

    /** Returns whether the primary has authenticated the client before, or its secret was set through us. */
    public boolean clientAuthenticated() {
        return secret.status() == SecretStatus.EQUAL;
    }

    /** Returns whether the store is down, so that this is only what the process remembers. */
    public boolean storeDown() {
        return storeDown;
    }

    /** Returns whether the store is down, and something that the call names may have been killed or used up lately. */
    public boolean mayBeDead() {
        return mayBeDead;
    }

    /** Returns whether the store is down, and this node has never read from it what was killed and what is pending. */
    public boolean ignorant() {
        return ignorant;
    }

    /** Returns the pending rows that concern this call. */
    public List<OutboxEntry> entries() {
        return view.entries();
    }

    /** Returns whether a pending row of a backend names what the call names, so that it blocks the call there. */
    public boolean hasPending(Side side) {
        for (OutboxEntry entry : view.entries()) {
            if (entry.side() == side && entry.names(asked)) {
                return true;
            }
        }
        return false;
    }

    /** Returns those of these backends that have a pending row that names what the call names. */
    public Set<Side> lagging(Collection<Side> sides) {
        return sides.stream().filter(this::hasPending).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether a backend has a pending row that concerns anybody. */
    public boolean hasPendingForAnybody(Side side) {
        return view.lagging().contains(side);
    }
}
