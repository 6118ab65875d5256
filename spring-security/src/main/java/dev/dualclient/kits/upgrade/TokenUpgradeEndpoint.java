package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.KitSettingsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/tokenupgrade} shows the mode and changes it. Thread-safe. */
@Endpoint(id = "tokenupgrade")
public final class TokenUpgradeEndpoint {

    private final UpgradeSwitch modes;

    TokenUpgradeEndpoint(UpgradeSwitch modes) {
        this.modes = modes;
    }

    /** Returns the mode. */
    @ReadOperation
    public Map<String, String> mode() {
        return Map.of("mode", modes.mode().word());
    }

    /**
     * Changes the mode of this process.
     *
     * @param confirm {@code true} for a mode that is not backward compatible
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, String>> change(UpgradeMode mode, @Nullable Boolean confirm) {
        try {
            modes.change(mode, Boolean.TRUE.equals(confirm));
            return new WebEndpointResponse<>(mode());
        } catch (KitSettingsException refused) {
            Map<String, String> problem = Map.of("error", String.valueOf(refused.getMessage()));
            return new WebEndpointResponse<>(problem, WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }
}
