package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.KitSettingsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** {@code /actuator/tokenupgrade} shows the mode and changes it. Thread-safe. */
@Endpoint(id = "tokenupgrade")
public final class TokenUpgradeEndpoint {

    private final UpgradeSwitch modes;

    TokenUpgradeEndpoint(UpgradeSwitch modes) {
        this.modes = modes;
    }

    /** Returns the mode. */
    @ReadOperation
    public Map<String, UpgradeMode> mode() {
        return Map.of("mode", modes.mode());
    }

    /**
     * Changes the mode of this process.
     *
     * @param confirm {@code true} for a mode that is not backward compatible
     */
    @WriteOperation
    public Map<String, UpgradeMode> change(UpgradeMode mode, @Nullable Boolean confirm) {
        try {
            modes.change(mode, Boolean.TRUE.equals(confirm));
        } catch (KitSettingsException refused) {
            throw new InvalidEndpointRequestException(String.valueOf(refused.getMessage()), "confirm is not true");
        }
        return mode();
    }
}
