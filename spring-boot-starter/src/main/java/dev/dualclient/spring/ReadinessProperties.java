package dev.dualclient.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the secondary can be switched off. Immutable.
 *
 * @param scan Reading of the token lists of both backends.
 * @param maxAge Maximum age of a scan that counts. Unset, it is the greater of 2h and three times the duration of the last
 *     scan.
 * @param quiet How long the secondary must not have answered a call.
 * @param sweepsUnusedAfter Time after which the secondary removes tokens that nobody uses. Unset, it is not expected to.
 * @param accept What you take responsibility for: registration-tokens, grant-management, lists-expired, and alias:… with the
 *     id of a client that the primary knows by its alias.
 */
public record ReadinessProperties(
        @DefaultValue Scan scan,
        @Nullable Duration maxAge,
        @DefaultValue("24h") Duration quiet,
        @Nullable Duration sweepsUnusedAfter,
        @DefaultValue List<String> accept) {

    /**
     * Reading of the token lists of both backends.
     *
     * @param enabled Whether the lists are read. Without it, the answer is never that the secondary can be switched off.
     * @param every How often the lists are read. One node reads them.
     * @param callsPerSecond Number of calls that a scan makes in a second.
     */
    public record Scan(
            @DefaultValue("true") Boolean enabled,
            @DefaultValue("1h") Duration every,
            @DefaultValue("5") Integer callsPerSecond) {}
}
