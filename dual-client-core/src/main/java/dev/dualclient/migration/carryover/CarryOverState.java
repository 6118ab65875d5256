package dev.dualclient.migration.carryover;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How carry-over stands on this node. Immutable, and free of secrets.
 *
 * @param enabled whether it is on
 * @param paused why it is paused for all, {@code null} if it is not
 * @param selfTest what is known of the self-test
 * @param queue how many rows wait
 * @param results how many rows came to which end, since the start
 * @param reasons how many rows were not carried over for which reason
 * @param clients the clients with most rows, at most twenty
 * @param pausedClients the clients for which it is paused on this node, by their ids
 */
public record CarryOverState(
        boolean enabled,
        @Nullable String paused,
        SelfTestState selfTest,
        int queue,
        Map<CarryOutcome, Long> results,
        Map<CarryReason, Long> reasons,
        List<Client> clients,
        Set<String> pausedClients) {

    /** How carry-over stands that is off. */
    public static final CarryOverState OFF =
            new CarryOverState(false, null, SelfTestState.NOT_RUN, 0, Map.of(), Map.of(), List.of(), Set.of());

    /** Copies the collections. */
    public CarryOverState {
        results = Map.copyOf(results);
        reasons = Map.copyOf(reasons);
        clients = List.copyOf(clients);
        pausedClients = Set.copyOf(pausedClients);
    }

    /** Returns in words whether rows are carried over, and if not, why. */
    public String words() {
        if (paused != null) {
            return "paused: " + paused;
        }
        return isReady() ? "on" : "nothing is carried over: " + selfTest.words();
    }

    private boolean isReady() {
        return selfTest == SelfTestState.PASSED || selfTest == SelfTestState.SKIPPED;
    }

    /**
     * Whether tokens of a client are copied when they are used, as far as this node has seen: carry-over runs, and it has
     * not refused all rows of the client.
     *
     * @param isClient whether an id is that of the client
     */
    public boolean copies(Predicate<String> isClient) {
        boolean refused =
                clients.stream().anyMatch(one -> isClient.test(one.id()) && one.carried() == 0 && one.others() > 0);
        return enabled
                && paused == null
                && isReady()
                && !refused
                && pausedClients.stream().noneMatch(isClient);
    }

    /**
     * A client.
     *
     * @param id its id
     * @param carried how many rows were carried over
     * @param others how many were not
     * @param reasons why not, and how often
     */
    public record Client(String id, long carried, long others, Map<CarryReason, Long> reasons) {

        /** Copies the reasons. */
        public Client {
            reasons = Map.copyOf(reasons);
        }
    }

    /** What is known of the self-test. */
    public enum SelfTestState {
        /** None was run with these backends. */
        NOT_RUN("no self-test was run"),
        /** The last one has failed. */
        FAILED("the last self-test failed"),
        /** It has passed. */
        PASSED("the self-test passed"),
        /** The settings do without one. */
        SKIPPED("the settings skip the self-test");

        private final String words;

        SelfTestState(String words) {
            this.words = words;
        }

        /** Returns the words for a person. */
        public String words() {
            return words;
        }
    }
}
