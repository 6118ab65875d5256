package dev.dualclient.test.emulator.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The credential offers of a service. */
public final class CredentialOffers {

    private final Map<String, CredentialOffer> byIdentifier = new LinkedHashMap<>();

    /** Keeps an offer, in place of the one of that identifier. */
    public void put(CredentialOffer offer) {
        byIdentifier.put(offer.identifier(), offer);
    }

    /** Returns the offer of an identifier while it lasts, {@code null} if there is none. */
    public @Nullable CredentialOffer at(String identifier, long now) {
        return find(offer -> identifier.equals(offer.identifier()), now);
    }

    /** Returns the offer that an {@code issuer_state} belongs to while it lasts, {@code null} if there is none. */
    public @Nullable CredentialOffer ofIssuerState(String state, long now) {
        return find(offer -> state.equals(offer.issuerState()), now);
    }

    /** Returns the offer that a pre-authorized code belongs to while it lasts, {@code null} if there is none. */
    public @Nullable CredentialOffer ofPreAuthorizedCode(String code, long now) {
        return find(offer -> code.equals(offer.preAuthorizedCode()), now);
    }

    /** Forgets an offer. */
    public void remove(CredentialOffer offer) {
        byIdentifier.remove(offer.identifier());
    }

    private @Nullable CredentialOffer find(Predicate<CredentialOffer> condition, long now) {
        byIdentifier.values().removeIf(offer -> offer.expiresAt() <= now);
        return byIdentifier.values().stream().filter(condition).findFirst().orElse(null);
    }
}
