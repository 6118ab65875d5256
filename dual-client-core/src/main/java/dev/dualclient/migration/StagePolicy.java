package dev.dualclient.migration;

import dev.dualclient.custody.Parties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the migration is, for all clients and for single ones. Immutable.
 *
 * @param stage the stage of all clients that have no other
 * @param maintenance whether creates, consumes and updates are refused for a while, in every stage; reads and kills go
 *     on
 * @param clients the stage of single clients, by id, alias or entity id
 * @param canary a share of the other clients that is further, {@code null} for none
 */
public record StagePolicy(
        Stage stage,
        boolean maintenance,
        Map<String, Stage> clients,
        @Nullable Canary canary) {

    private static final double ALL = 100;
    private static final int SHOWN = 20;
    private static final Set<Stage> PRIMARY_ONLY = EnumSet.of(Stage.PRIMARY_ONLY);
    private static final Set<Stage> DRAINED = EnumSet.of(Stage.DRAIN, Stage.PRIMARY_ONLY);

    /** Copies the clients. */
    public StagePolicy {
        clients = Map.copyOf(new TreeMap<>(clients));
    }

    /** Returns one stage for all. */
    public static StagePolicy of(Stage stage) {
        return new StagePolicy(stage, false, Map.of(), null);
    }

    /** Returns this policy with another stage of all clients that have no other. */
    public StagePolicy withStage(Stage other) {
        return new StagePolicy(other, maintenance, clients, canary);
    }

    /** Returns this policy with or without maintenance. */
    public StagePolicy withMaintenance(boolean on) {
        return new StagePolicy(stage, on, clients, canary);
    }

    /**
     * Returns this policy with a stage of one client.
     *
     * @param client its id, alias or entity id
     * @param own its stage, {@code null} for that of the others
     */
    public StagePolicy withClient(String client, @Nullable Stage own) {
        Map<String, Stage> others = new HashMap<>(clients);
        if (own == null) {
            others.remove(client);
        } else {
            others.put(client, own);
        }
        return new StagePolicy(stage, maintenance, others, canary);
    }

    /** Returns this policy with another share of clients that is further, {@code null} for none. */
    public StagePolicy withCanary(@Nullable Canary other) {
        return new StagePolicy(stage, maintenance, clients, other);
    }

    /** Returns this policy without stages of single clients and without a canary. */
    public StagePolicy withoutExceptions() {
        return new StagePolicy(stage, maintenance, Map.of(), null);
    }

    /** Returns this policy, in which all that tells one policy from an earlier one is as in the later one. */
    public StagePolicy withChanges(StagePolicy earlier, StagePolicy later) {
        StagePolicy changed = this;
        if (earlier.stage != later.stage) {
            changed = changed.withStage(later.stage);
        }
        if (earlier.maintenance != later.maintenance) {
            changed = changed.withMaintenance(later.maintenance);
        }
        if (!Objects.equals(earlier.canary, later.canary)) {
            changed = changed.withCanary(later.canary);
        }
        for (String client : Stream.concat(earlier.clients.keySet().stream(), later.clients.keySet().stream())
                .toList()) {
            Stage own = later.clients.get(client);
            if (earlier.clients.get(client) != own) {
                changed = changed.withClient(client, own);
            }
        }
        return changed;
    }

    /**
     * Returns the stage of a call.
     *
     * @param client the names of its client that are known: id, alias, entity id; none if it is about nobody known
     */
    public Stage of(Collection<String> client) {
        for (String name : client) {
            Stage own = clients.get(name);
            if (own != null) {
                return own;
            }
        }
        String id = firstId(client);
        if (id == null) {
            return ofNobody();
        }
        return canary != null && canary.includes(id) ? canary.stage() : stage;
    }

    private static @Nullable String firstId(Collection<String> client) {
        for (String name : client) {
            if (Parties.isId(name)) {
                return name;
            }
        }
        return null;
    }

    /** Whether one stage holds for all. */
    public boolean isSame() {
        return clients.isEmpty() && canary == null;
    }

    /**
     * Returns the clients that have another stage than the default, each in words; the first ones where they are many, and
     * how many more there are.
     */
    public List<String> exceptions() {
        return exceptions(own -> own != stage);
    }

    /**
     * Returns the exceptions that still use the secondary for more than the default stage does, where that stage is
     * entered now; none for a step back.
     */
    List<String> exceptionsBehind(StagePolicy earlier) {
        return DRAINED.contains(stage) && earlier.stage.compareTo(stage) < 0
                ? exceptions(own -> own.compareTo(stage) < 0)
                : List.of();
    }

    private List<String> exceptions(Predicate<Stage> which) {
        List<String> all = new ArrayList<>();
        new TreeMap<>(clients).forEach((client, own) -> {
            if (which.test(own)) {
                all.add("client " + client + ": " + own.text());
            }
        });
        int more = all.size() - SHOWN;
        if (more > 0) {
            all.subList(SHOWN, all.size()).clear();
            all.add(more + " more clients");
        }
        if (canary != null && which.test(canary.stage())) {
            all.add(canary.toString());
        }
        return all;
    }

    /** Whether a stage holds for anybody. */
    public boolean has(Stage asked) {
        return stages().anyMatch(held -> held == asked);
    }

    /** Whether a stage holds for everybody. */
    public boolean isOnly(Stage asked) {
        return stages().allMatch(held -> held == asked);
    }

    /** Whether the secondary is not asked any more for somebody for whom it was asked under an earlier policy. */
    public boolean leavesSecondaryAloneUnlike(StagePolicy earlier) {
        return !entering(earlier, PRIMARY_ONLY).isEmpty() || othersEnter(earlier, PRIMARY_ONLY);
    }

    /** Whether that holds for clients that are not named. */
    public boolean leavesSecondaryAloneForOthersUnlike(StagePolicy earlier) {
        return othersEnter(earlier, PRIMARY_ONLY);
    }

    /** Returns the named clients that may begin nothing at the secondary any more, as they might under an earlier policy. */
    public Set<String> drainedUnlike(StagePolicy earlier) {
        return entering(earlier, DRAINED);
    }

    /** Whether that holds for clients that are not named. */
    public boolean drainsOthersUnlike(StagePolicy earlier) {
        return othersEnter(earlier, DRAINED);
    }

    /** Returns the clients that are named because they may begin something at the secondary. */
    public Set<String> notDrained() {
        return clients.keySet().stream()
                .filter(client -> !DRAINED.contains(clients.get(client)))
                .collect(Collectors.toSet());
    }

    private Set<String> entering(StagePolicy earlier, Set<Stage> those) {
        return Stream.concat(clients.keySet().stream(), earlier.clients.keySet().stream())
                .filter(client -> stages(client).anyMatch(those::contains)
                        && earlier.stages(client).anyMatch(own -> !those.contains(own)))
                .collect(Collectors.toSet());
    }

    private boolean othersEnter(StagePolicy earlier, Set<Stage> those) {
        return DoubleStream.of(0, share(), earlier.share()) // between two of these nothing changes
                .filter(from -> from < ALL)
                .anyMatch(from -> those.contains(from(from)) && !those.contains(earlier.from(from)));
    }

    /** Returns what a client has, or may have by the share that it belongs to. */
    private Stream<Stage> stages(String client) {
        return clients.containsKey(client) || Parties.isId(client)
                ? Stream.of(of(List.of(client)))
                : DoubleStream.of(0, share()).filter(from -> from < ALL).mapToObj(this::from);
    }

    private double share() {
        return canary == null ? 0 : canary.percent();
    }

    /** Returns the stage of the clients whose share begins at a percentage. */
    private Stage from(double percent) {
        return canary != null && percent < canary.percent() ? canary.stage() : stage;
    }

    private Stream<Stage> stages() {
        Stream<Stage> others = Stream.concat(Stream.of(stage), clients.values().stream());
        return canary == null ? others : Stream.concat(others, Stream.of(canary.stage()));
    }

    /** Who is not known may be one for whom the secondary is still asked. */
    private Stage ofNobody() {
        boolean alone = stage == Stage.PRIMARY_ONLY || stage == Stage.DRAIN;
        if (alone && stages().anyMatch(held -> held != Stage.PRIMARY_ONLY && held != Stage.DRAIN)) {
            return Stage.PRIMARY_FIRST;
        }
        return alone && has(Stage.DRAIN) ? Stage.DRAIN : stage;
    }

    @Override
    public String toString() {
        List<String> exceptions = exceptions(own -> true);
        return stage.text()
                + (exceptions.isEmpty() ? "" : " (" + String.join(", ", exceptions) + ")")
                + (maintenance ? ", maintenance" : "");
    }
}
