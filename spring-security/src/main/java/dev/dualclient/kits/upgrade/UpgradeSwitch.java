package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.KitSettingsException;
import java.util.Locale;
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
        LOG.info("Token upgrade: {} -> {}", name(before), name(next));
    }

    private static void check(UpgradeMode mode, boolean confirmed) {
        if (!mode.isBackwardCompatible() && !confirmed) {
            throw new KitSettingsException(
                    TokenUpgradeProperties.PREFIX + ".mode is " + name(mode)
                            + ", which is not backward compatible: services that read the legacy token will refuse requests",
                    "let all services accept the new token first, then set confirm: true");
        }
    }

    private static String name(UpgradeMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
