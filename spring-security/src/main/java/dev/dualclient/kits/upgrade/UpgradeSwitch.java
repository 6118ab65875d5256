package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.KitSettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mode of the upgrade, which changes at run time: each request is treated in one mode from begin to end. Thread-safe. */
public final class UpgradeSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(UpgradeSwitch.class);

    private volatile UpgradeMode mode;

    UpgradeSwitch(UpgradeMode mode, boolean confirmed) {
        check(mode, confirmed);
        this.mode = mode;
    }

    /** Returns the mode. */
    public UpgradeMode mode() {
        return mode;
    }

    /**
     * Changes the mode of this process.
     *
     * @param confirmed whether the services are ready for a mode that is not backward compatible
     * @throws KitSettingsException if such a mode is not confirmed; the mode stays as it is
     */
    public void change(UpgradeMode next, boolean confirmed) {
        check(next, confirmed);
        UpgradeMode before = mode;
        mode = next;
        LOG.info("Token upgrade: {} -> {}", before.word(), next.word());
    }

    private static void check(UpgradeMode mode, boolean confirmed) {
        if (!mode.isBackwardCompatible() && !confirmed) {
            throw new KitSettingsException(
                    TokenUpgradeProperties.PREFIX + ".mode is " + mode.word()
                            + ", which is not backward compatible: services that read the legacy token will refuse requests",
                    "let all services accept the new token first, then set confirm: true");
        }
    }
}
