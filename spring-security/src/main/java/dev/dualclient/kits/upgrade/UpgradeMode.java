package dev.dualclient.kits.upgrade;

import java.util.Locale;

/** The steps of a token upgrade, in their order. */
public enum UpgradeMode {
    /** Nothing is done. */
    OFF,
    /** Requests pass unchanged; legacy tokens are counted. */
    TRANSPARENT,
    /** The legacy token stays, and the new one comes in a header of its own. Services accept both. */
    ADD,
    /** Both headers hold the new token. Services that read the legacy token alone fail. */
    OVERRIDE,
    /** The header of the legacy token holds the new one, and the other header is gone. */
    ONLY_NEW;

    /** Whether services that know nothing of the upgrade go on working. */
    public boolean isBackwardCompatible() {
        return this == OFF || this == TRANSPARENT || this == ADD;
    }

    /** Returns the mode as the configuration has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
