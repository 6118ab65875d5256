package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to. Immutable.
 *
 * @param operation the operation called
 * @param attempts every attempt in the order in which the backends were asked; empty if none was
 * @param outcome how the call ended
 * @param answer what the caller gets: the answer that counts, with its ticket tagged, or a merged one; {@code null} if
 *     no answer counts and the caller is to try again later
 */
public record CallResult(
        Operation operation,
        List<Attempt> attempts,
        Outcome outcome,
        @Nullable ApiAnswer answer) {}
