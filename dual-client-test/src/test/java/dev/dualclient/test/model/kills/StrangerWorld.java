package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.ENTRIES_BY_NAME;
import static dev.dualclient.test.model.Rule.ENTRIES_FIRST;
import static dev.dualclient.test.model.Rule.OWNER;
import static dev.dualclient.test.model.Rule.UNKNOWN_LEAVES_LITTLE;
import static dev.dualclient.test.model.Rule.WRITE_AHEAD;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.kills.StrangerEffects.Known;
import dev.dualclient.test.model.kills.StrangerEffects.Outcome;
import dev.dualclient.test.model.kills.StrangerState.Client;
import dev.dualclient.test.model.kills.StrangerState.Deed;
import dev.dualclient.test.model.kills.StrangerState.Fate;
import dev.dualclient.test.model.kills.StrangerState.Owed;
import dev.dualclient.test.model.kills.StrangerState.Side;
import dev.dualclient.test.model.kills.StrangerState.Token;
import dev.dualclient.test.model.kills.StrangerWorld.Answer;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import dev.dualclient.test.model.search.RequestWorld;
import dev.dualclient.test.model.search.Script;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kills by owners and by strangers, of tokens that exist and of such as were made up. */
public final class StrangerWorld extends RequestWorld<StrangerState, Deed, Boolean, Answer> {

    /** What callers are told. */
    enum Answer {
        OK,
        INVALID,
        LATER
    }

    private final Set<Rule> rules;
    private final int size;
    private final StrangerEffects effects;

    /** Creates a world. */
    public StrangerWorld(Set<Rule> rules, int size) {
        this.rules = rules;
        this.size = size;
        this.effects = new StrangerEffects(rules);
    }

    @Override
    public StrangerState start() {
        Left left = Left.NOTHING
                .and(Chance.REQUEST, 1 + size)
                .and(Chance.FAULT, size)
                .and(Chance.CRASH, 1)
                .and(Chance.COPY, 1)
                .and(Chance.CONSOLE, 1);
        return new StrangerState(
                Set.of(Token.THEIRS),
                Set.of(Token.MINE, Token.OTHERS),
                Map.of(),
                Set.of(),
                Set.of(),
                false,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                left,
                null);
    }

    private boolean on(Rule rule) {
        return rules.contains(rule);
    }

    @Override
    protected Answer run(Deed deed, Script<StrangerState> script) {
        return deed.killer() == null ? read(deed.token(), script) : revoked(deed.token(), deed.killer(), script);
    }

    private Answer read(Token token, Script<StrangerState> script) {
        Known known = script.let(effects.look(token));
        if (!known.owing().isEmpty() && on(ENTRIES_FIRST)) {
            known = script.let(effects.deliver(token));
        }
        boolean unsure = false;
        for (Side side : Side.values()) {
            Set<Side> owing = on(ENTRIES_BY_NAME) ? known.owing() : known.owingAnything();
            Outcome outcome = owing.contains(side) && on(ENTRIES_FIRST)
                    ? Outcome.UNAVAILABLE
                    : script.let(effects.read(side, token));
            if (outcome == Outcome.OK) {
                return accepted(side, token, script);
            }
            unsure |= outcome == Outcome.UNAVAILABLE;
        }
        return unsure && !known.isSure() ? Answer.LATER : Answer.INVALID;
    }

    private Answer accepted(Side side, Token token, Script<StrangerState> script) {
        Known now = script.let(effects.look(token));
        boolean byOwner = now.fates().containsKey(token.owner);
        if (now.isSure() || byOwner) {
            return script.let(effects.delete(side, token)) == Outcome.OK ? Answer.INVALID : Answer.LATER;
        }
        return now.watched().contains(token.owner) ? Answer.LATER : Answer.OK;
    }

    private Answer revoked(Token token, Client killer, Script<StrangerState> script) {
        script.let(effects.look(token));
        Set<Side> unclear = EnumSet.noneOf(Side.class);
        boolean found = false;
        for (Side side : Side.values()) {
            Outcome looked = found ? Outcome.UNKNOWN : script.let(effects.read(side, token));
            found |= looked == Outcome.OK;
            if (looked == Outcome.UNAVAILABLE) {
                unclear.add(side);
            }
        }
        if (found) {
            return ofKnown(token, killer, script);
        }
        if (!unclear.isEmpty()) {
            script.let(effects.unclear(token, killer, Set.copyOf(unclear)));
            return Answer.LATER;
        }
        boolean noted = script.let(
                on(UNKNOWN_LEAVES_LITTLE) ? effects.unknown(token) : effects.note(token, killer, Fate.SURE, Set.of()));
        return noted ? Answer.OK : Answer.LATER;
    }

    private Answer ofKnown(Token token, Client killer, Script<StrangerState> script) {
        Set<Side> both = Set.of(Side.P, Side.S);
        if (on(WRITE_AHEAD) && !script.let(effects.note(token, killer, Fate.OPEN, both))) {
            return Answer.LATER;
        }
        Set<Side> owing = EnumSet.noneOf(Side.class);
        boolean refused = false;
        for (Side side : Side.values()) {
            Outcome outcome = script.let(effects.revoke(side, token, killer));
            refused |= outcome == Outcome.REFUSED;
            if (outcome == Outcome.UNAVAILABLE) {
                owing.add(side);
            }
        }
        if (refused && on(OWNER) || on(OWNER) && token.owner != killer) {
            script.let(effects.note(token, killer, null, Set.of()));
            return Answer.INVALID;
        }
        if (owing.size() == 2) {
            return Answer.LATER;
        }
        return script.let(effects.note(token, killer, Fate.SURE, Set.copyOf(owing))) ? Answer.OK : Answer.LATER;
    }

    @Override
    protected List<Request<Deed, Boolean>> requests(StrangerState state) {
        return state.requests();
    }

    @Override
    protected StrangerState with(StrangerState state, List<Request<Deed, Boolean>> requests) {
        return state.with(requests);
    }

    @Override
    public List<Step<StrangerState>> steps(StrangerState state) {
        List<Step<StrangerState>> steps = new ArrayList<>(proceed(state));
        if (state.left().has(Chance.REQUEST) && state.requests().size() < Math.min(size, 2)) {
            StrangerState fewer = state.with(state.left().after(Chance.REQUEST));
            for (Deed deed : deeds()) {
                boolean byOwner = deed.killer() != null && deed.killer() == deed.token().owner;
                StrangerState asked = byOwner ? fewer.truth(Set.of(), Set.of(), Set.of(deed.token())) : fewer;
                steps.addAll(begin(asked, deed, state.dead().contains(deed.token())));
            }
        }
        if (state.left().has(Chance.CRASH)) {
            for (Request<Deed, Boolean> request : state.requests()) {
                steps.add(new Step<>(
                        "the node of the " + request.deed() + " crashes",
                        without(state.with(state.left().after(Chance.CRASH)), request)));
            }
        }
        for (Owed owed : state.outbox()) {
            steps.add(new Step<>(
                    "the outbox delivers the end of " + owed.token() + " to " + owed.side(),
                    effects.delivered(state, owed)));
        }
        surroundings(state, steps);
        return steps;
    }

    private static void surroundings(StrangerState state, List<Step<StrangerState>> steps) {
        if (state.left().has(Chance.COPY) && state.s().contains(Token.MINE)) {
            Set<Token> more = new HashSet<>(state.p());
            more.add(Token.MINE);
            steps.add(new Step<>(
                    "the migrator copies MINE to P",
                    state.backends(Set.copyOf(more), state.s())
                            .with(state.left().after(Chance.COPY))));
        }
        if (state.left().has(Chance.CONSOLE)) {
            steps.add(new Step<>("S begins to fail at every kill of MINE", poisoned(state)));
        }
    }

    private static StrangerState poisoned(StrangerState state) {
        return new StrangerState(
                state.p(),
                state.s(),
                state.entries(),
                state.outbox(),
                state.unknown(),
                true,
                state.dead(),
                state.reached(),
                state.doomed(),
                state.requests(),
                state.left().after(Chance.CONSOLE),
                state.down());
    }

    private static List<Deed> deeds() {
        return List.of(
                new Deed(Token.MINE, null),
                new Deed(Token.MINE, Client.A),
                new Deed(Token.MINE, Client.B),
                new Deed(Token.MADE_UP_1, Client.B),
                new Deed(Token.MADE_UP_2, Client.B));
    }

    @Override
    protected Step<StrangerState> answered(
            StrangerState state, Request<Deed, Boolean> request, Answer answer, String words) {
        Deed deed = request.deed();
        if (deed.killer() == null) {
            boolean revived = answer == Answer.OK && request.before();
            return new Step<>(words, state, revived ? deed.token() + " is accepted, although it is dead" : null);
        }
        boolean done = answer == Answer.OK && deed.killer() == deed.token().owner;
        return new Step<>(words, done ? state.truth(Set.of(deed.token()), Set.of(), Set.of()) : state);
    }

    @Override
    public @Nullable String wrong(StrangerState state) {
        if (!state.requests().isEmpty()) {
            return null;
        }
        StrangerState calm = state.with(Left.NOTHING);
        for (Side down : new Side[] {null, Side.P, Side.S}) {
            for (Token token : List.of(Token.MINE, Token.THEIRS, Token.OTHERS)) {
                String wrong = wrong(calm.with(down), token);
                if (wrong != null) {
                    return wrong + (down == null ? "" : " (" + down + " is away)");
                }
            }
        }
        boolean revocable =
                state.isGood(Token.MINE) && !state.poisoned() && state.outbox().isEmpty();
        return revocable && alone(calm, new Deed(Token.MINE, Client.A)).told() != Answer.OK
                ? "the owner cannot revoke MINE"
                : null;
    }

    private @Nullable String wrong(StrangerState state, Token token) {
        Answer answer = alone(state, new Deed(token, null)).told();
        if (answer == Answer.OK && state.dead().contains(token)) {
            return token + " is accepted, although it is dead";
        }
        if (answer == Answer.OK
                && state.reached().contains(token)
                && state.outbox().isEmpty()) {
            return token + " is accepted for good, although one backend has ended it";
        }
        boolean reachable = state.down() == null || state.holds(state.down() == Side.P ? Side.S : Side.P, token);
        boolean concerned = token == Token.MINE; // while its own kill is open, whoever asked for it
        boolean settled = state.down() == null && !state.poisoned();
        if (state.isGood(token) && reachable && answer != Answer.OK && (!concerned || settled)) {
            return token + " gets " + answer + ", although it is good and nobody of its owners has asked for its end";
        }
        return null;
    }
}
