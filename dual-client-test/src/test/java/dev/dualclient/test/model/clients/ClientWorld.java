package dev.dualclient.test.model.clients;

import static dev.dualclient.test.model.Rule.AGREED_BY_PRIMARY;
import static dev.dualclient.test.model.Rule.ENTRIES_FIRST;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.clients.ClientEffects.Outcome;
import dev.dualclient.test.model.clients.ClientState.Deed;
import dev.dualclient.test.model.clients.ClientState.Owed;
import dev.dualclient.test.model.clients.ClientState.Side;
import dev.dualclient.test.model.clients.ClientWorld.Answer;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import dev.dualclient.test.model.search.RequestWorld;
import dev.dualclient.test.model.search.Script;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of a client that both backends have to agree upon, with its secret as an example; a lock is the same with two
 * values.
 */
public final class ClientWorld extends RequestWorld<ClientState, Deed, Set<Integer>, Answer> {

    /** What callers are told. */
    enum Answer {
        OK,
        INVALID,
        LATER
    }

    private final Set<Rule> rules;
    private final int size;
    private final ClientEffects effects;

    /** Creates a world. */
    public ClientWorld(Set<Rule> rules, int size) {
        this.rules = rules;
        this.size = size;
        this.effects = new ClientEffects(rules);
    }

    @Override
    public ClientState start() {
        Left left = Left.NOTHING
                .and(Chance.REQUEST, 1 + size)
                .and(Chance.FAULT, 1 + size)
                .and(Chance.CRASH, 1)
                .and(Chance.CONSOLE, 1);
        return new ClientState(
                1,
                1,
                new ClientState.Change(1, 1),
                Set.of(),
                Set.of(),
                false,
                false,
                Set.of(),
                1,
                false,
                List.of(),
                left,
                null);
    }

    private boolean on(Rule rule) {
        return rules.contains(rule);
    }

    @Override
    protected Answer run(Deed deed, Script<ClientState> script) {
        return deed.sets() ? set(deed.secret(), script) : authenticate(deed.secret(), script);
    }

    /** Both are told in the order of the store; who owes an older change is told by the outbox alone. */
    private Answer set(int secret, Script<ClientState> script) {
        ClientEffects.Written written = script.let(effects.write(secret));
        Outcome atP = Outcome.UNAVAILABLE;
        Outcome atS = Outcome.UNAVAILABLE;
        for (Side side : Side.values()) {
            Outcome outcome = written.inTurn().contains(side)
                    ? script.let(effects.set(side, written.change()))
                    : Outcome.UNAVAILABLE;
            atP = side == Side.P ? outcome : atP;
            atS = side == Side.S ? outcome : atS;
        }
        return atP == Outcome.OK || atS == Outcome.OK && !on(AGREED_BY_PRIMARY) ? Answer.OK : Answer.LATER;
    }

    private Answer authenticate(int secret, Script<ClientState> script) {
        ClientEffects.Known known = script.let(effects.look());
        if (!known.owing().isEmpty() && on(ENTRIES_FIRST)) {
            known = script.let(effects.deliver());
        }
        boolean unsure = false;
        for (Side side : Side.values()) {
            Outcome outcome = known.owing().contains(side) && on(ENTRIES_FIRST)
                    ? Outcome.UNAVAILABLE
                    : script.let(effects.authenticate(side, secret));
            if (outcome == Outcome.OK) {
                if (side == Side.P) {
                    script.let(effects.authenticated());
                }
                return Answer.OK;
            }
            if (outcome == Outcome.REFUSED && side == Side.P && known.authenticated()) {
                return Answer.INVALID;
            }
            unsure |= outcome == Outcome.UNAVAILABLE;
        }
        return unsure ? Answer.LATER : Answer.INVALID;
    }

    @Override
    protected List<Request<Deed, Set<Integer>>> requests(ClientState state) {
        return state.requests();
    }

    @Override
    protected ClientState with(ClientState state, List<Request<Deed, Set<Integer>>> requests) {
        return state.with(requests);
    }

    @Override
    public List<Step<ClientState>> steps(ClientState state) {
        List<Step<ClientState>> steps = new ArrayList<>(proceed(state));
        begin(state, steps);
        if (state.left().has(Chance.CRASH)) {
            ClientState crashed =
                    state.with(state.left().after(Chance.CRASH)).authenticated(state.authenticated(), false);
            state.requests()
                    .forEach(request -> steps.add(
                            new Step<>("the node of " + request.deed() + " crashes", without(crashed, request))));
            if (state.requests().isEmpty()) {
                steps.add(new Step<>("the node is started again", crashed));
            }
        }
        for (Owed owed : state.owed()) {
            if (effects.isDue(state, owed)) {
                steps.add(new Step<>(
                        "the outbox delivers secret " + owed.change().secret() + " to " + owed.side(),
                        effects.delivered(state, owed)));
            }
        }
        for (Owed late : state.late()) {
            steps.add(new Step<>(
                    late.side() + " is done with secret " + late.change().secret(), ClientEffects.landed(state, late)));
        }
        boolean idle = state.requests().isEmpty()
                && state.owed().isEmpty()
                && state.late().isEmpty();
        if (state.left().has(Chance.CONSOLE) && state.authenticated() | state.remembered() && idle) {
            steps.add(new Step<>(
                    "somebody sets secret " + ClientState.CONSOLE + " in P's console",
                    state.holding(Side.P, ClientState.CONSOLE)
                            .replaced(Set.of(state.answered()), ClientState.CONSOLE, true)
                            .with(state.left().after(Chance.CONSOLE))));
        }
        return steps;
    }

    private void begin(ClientState state, List<Step<ClientState>> steps) {
        if (!state.left().has(Chance.REQUEST) || state.requests().size() >= 2) {
            return;
        }
        ClientState fewer = state.with(state.left().after(Chance.REQUEST));
        int used = Math.max(state.wanted().secret(), state.answered());
        boolean alone =
                state.requests().stream().noneMatch(request -> request.deed().sets());
        int next = 2
                + (int) List.of(2, 3, 4).stream()
                        .filter(secret -> isUsed(state, secret))
                        .count();
        if (alone && used < ClientState.CONSOLE) {
            steps.addAll(begin(fewer, new Deed(true, next), state.old()));
        }
        for (int secret = 1; secret < next; secret++) {
            steps.addAll(begin(fewer, new Deed(false, secret), state.old()));
        }
    }

    private static boolean isUsed(ClientState state, int secret) {
        return state.wanted().secret() >= secret
                || state.owed().stream().anyMatch(owed -> owed.change().secret() >= secret)
                || state.answered() >= secret;
    }

    @Override
    protected Step<ClientState> answered(
            ClientState state, Request<Deed, Set<Integer>> request, Answer answer, String words) {
        Deed deed = request.deed();
        if (answer != Answer.OK) {
            return new Step<>(words, state);
        }
        if (!deed.sets()) {
            boolean old = request.before().contains(deed.secret()) && !state.console();
            return new Step<>(words, state, old ? accepted(deed.secret()) : null);
        }
        Set<Integer> replaced = new HashSet<>();
        for (int secret = 1; secret < deed.secret(); secret++) {
            replaced.add(secret);
        }
        return new Step<>(words, state.replaced(replaced, deed.secret(), false));
    }

    private static String accepted(int secret) {
        return "secret " + secret + " is accepted, although it was replaced";
    }

    @Override
    public @Nullable String wrong(ClientState state) {
        if (!state.requests().isEmpty()) {
            return null;
        }
        ClientState calm = state.with(Left.NOTHING);
        for (Side down : new Side[] {null, Side.P, Side.S}) {
            boolean excused = state.console() && down == Side.P; // S answers by its own state then
            for (int secret : excused ? new TreeSet<Integer>() : new TreeSet<>(state.old())) {
                if (alone(calm.with(down), new Deed(false, secret)).told() == Answer.OK) {
                    return accepted(secret) + (down == null ? "" : " (" + down + " is away)");
                }
            }
        }
        boolean settled = state.late().isEmpty() && state.owed().isEmpty();
        boolean served = alone(calm, new Deed(false, state.answered())).told() == Answer.OK;
        boolean newest = state.answered() == ClientState.CONSOLE
                || state.answered() == state.wanted().secret();
        return settled && newest && !served ? "secret " + state.answered() + " is refused, although it holds" : null;
    }
}
