package dev.dualclient.migration.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does about one client, or about the service. Immutable, and free of secrets.
 *
 * @param client the id of the client at the secondary; {@code service} for the service
 * @param actions what is done, in order
 * @param losses what is lost by it, a sentence each
 * @param refusal why it is not done, {@code null} if it is
 */
public record PlanStep(
        String client,
        List<String> actions,
        List<String> losses,
        @Nullable String refusal) {

    /** Copies the lists. */
    public PlanStep {
        actions = List.copyOf(actions);
        losses = List.copyOf(losses);
    }

    static PlanStep of(String client, String... actions) {
        return new PlanStep(client, List.of(actions), List.of(), null);
    }

    static PlanStep refused(String client, String why) {
        return new PlanStep(client, List.of(), List.of(), why);
    }
}
