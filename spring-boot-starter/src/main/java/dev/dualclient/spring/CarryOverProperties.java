package dev.dualclient.spring;

import dev.dualclient.migration.carryover.CarryOverSettings.SelfTest;
import dev.dualclient.migration.carryover.CarryOverSettings.Tokens;
import dev.dualclient.migration.carryover.CarryOverSettings.Verify;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Carry-over: tokens that the secondary refreshes are copied to the primary.
 *
 * @param enabled Whether tokens are carried over. It needs migrator none, a durable custody store, and a self-test that has
 *     passed.
 * @param tokens Which tokens are carried over: what the secondary issues for a refresh, or also access tokens without a
 *     refresh token when the secondary introspects them.
 * @param verify How many copies are compared with their originals: the first twenty of each client and grant type, or all.
 * @param minRemaining Minimum remaining lifetime of a token that is carried over.
 * @param maxInFlight Maximum number of copies at a time, per node.
 * @param queue Maximum number of waiting rows, per node. What is more is dropped, and carried over after its next refresh.
 * @param tidySecondary When the row of the secondary is ended after the copy: never, or a duration of 10m or more.
 * @param selfTest Whether a self-test has to have passed. skip is logged as a warning.
 */
record CarryOverProperties(
        @DefaultValue("false") Boolean enabled,
        @DefaultValue("refreshed") Tokens tokens,
        @DefaultValue("first") Verify verify,
        @DefaultValue("60s") Duration minRemaining,
        @DefaultValue("2") Integer maxInFlight,
        @DefaultValue("200") Integer queue,
        @DefaultValue("never") String tidySecondary,
        @DefaultValue("required") SelfTest selfTest) {}
