/**
 * An operator's questions to one backend, past custody, circuit breaker, bulkhead and outbox:
 * {@link dev.dualclient.migration.direct.DirectAccess}.
 */
@NullMarked
package dev.dualclient.migration.direct;

import org.jspecify.annotations.NullMarked;
