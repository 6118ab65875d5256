package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.ENTRIES_FIRST;
import static dev.dualclient.test.model.Rule.MARK;
import static dev.dualclient.test.model.Rule.MARKS_HAVE_TIME;
import static dev.dualclient.test.model.Rule.MARK_NAMES_OWNER;
import static dev.dualclient.test.model.Rule.NO_LOGIN_WITHOUT_MARK;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.kills.ManyEffects.Known;
import dev.dualclient.test.model.kills.ManyEffects.Outcome;
import dev.dualclient.test.model.kills.ManyEffects.Reply;
import dev.dualclient.test.model.kills.ManyState.Before;
import dev.dualclient.test.model.kills.ManyState.Deed;
import dev.dualclient.test.model.kills.ManyState.Deed.Kind;
import dev.dualclient.test.model.kills.ManyState.Side;
import dev.dualclient.test.model.kills.ManyState.Sites;
import dev.dualclient.test.model.kills.ManyWorld.Answer;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The end of all tokens of a user, who may log in again; S holds two of them at first. */
public final class ManyWorld extends RequestWorld<ManyState, Deed, Before, Answer> {

    /** What callers are told, with the number of a token that was issued. */
    record Answer(Said said, int token) {

        static final Answer OK = new Answer(Said.OK, 0);
        static final Answer INVALID = new Answer(Said.INVALID, 0);
        static final Answer LATER = new Answer(Said.LATER, 0);

        /** What is said. */
        enum Said {
            OK,
            INVALID,
            LATER
        }

        @Override
        public String toString() {
            return said == Said.LATER ? "503" : token == 0 ? said.name() : said + " with token " + token;
        }
    }

    private final Set<Rule> rules;
    private final int size;
    private final boolean storeFails;
    private final ManyEffects effects;

    /** Creates a world, in which the store may fail or the migrator be at work. */
    public ManyWorld(Set<Rule> rules, int size, boolean storeFails) {
        this.rules = rules;
        this.size = size;
        this.storeFails = storeFails;
        this.effects = new ManyEffects(rules);
    }

    @Override
    public ManyState start() {
        Sites sites = new Sites(Set.of(), Set.of(1, 2), null, Set.of(), 2, true, null);
        Left left = Left.NOTHING
                .and(Chance.REQUEST, 2 + size)
                .and(Chance.FAULT, 1)
                .and(Chance.CRASH, storeFails ? size - 1 : 1)
                .and(Chance.COPY, storeFails ? 0 : 1)
                .and(Chance.OUTAGE, storeFails ? 2 : 0);
        return new ManyState(
                sites, false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(1, 2), List.of(), left);
    }

    private boolean on(Rule rule) {
        return rules.contains(rule);
    }

    @Override
    protected Answer run(Deed deed, Script<ManyState> script) {
        return switch (deed.kind()) {
            case READ -> read(deed.token(), script);
            case KILL_ALL -> killed(script);
            case LOGIN -> login(false, script);
            case SILENT_LOGIN -> login(true, script);
        };
    }

    private Known settled(int token, Script<ManyState> script) {
        Known known = script.let(effects.look(token));
        boolean delivers = known.storeUp() && !known.owing().isEmpty() && on(ENTRIES_FIRST);
        return delivers ? script.let(effects.deliver(token)) : known;
    }

    private boolean mayBeAsked(Side side, Known known) {
        return !known.owing().contains(side) || !on(ENTRIES_FIRST);
    }

    private Answer read(int token, Script<ManyState> script) {
        Known known = settled(token, script);
        if (!known.storeUp()) {
            boolean alarming = known.isCut() && on(NO_LOGIN_WITHOUT_MARK);
            return !alarming && script.let(effects.read(Side.P, token)).outcome() == Outcome.OK
                    ? Answer.OK
                    : Answer.LATER;
        }
        boolean unsure = false;
        for (Side side : Side.values()) {
            Outcome outcome = mayBeAsked(side, known)
                    ? script.let(effects.read(side, token)).outcome()
                    : Outcome.UNAVAILABLE;
            if (outcome == Outcome.OK) {
                return accepted(side, token, script);
            }
            unsure |= outcome == Outcome.UNAVAILABLE;
        }
        return unsure ? Answer.LATER : Answer.INVALID;
    }

    /** What is under a cut and was not issued after it is a late copy. */
    private Answer accepted(Side side, int token, Script<ManyState> script) {
        Known now = script.let(effects.look(token));
        if (!now.isCut() || now.marked()) {
            return Answer.OK;
        }
        return now.storeUp() && script.let(effects.end(side, token)).outcome() == Outcome.OK
                ? Answer.INVALID
                : Answer.LATER;
    }

    private Answer killed(Script<ManyState> script) {
        script.let(effects.look(0));
        if (!script.let(effects.cut())) {
            return Answer.LATER;
        }
        boolean done = false;
        for (Side side : Side.values()) {
            done |= script.let(effects.endAll(side)).outcome() == Outcome.OK;
        }
        return done ? Answer.OK : Answer.LATER;
    }

    private Answer login(boolean silent, Script<ManyState> script) {
        Known known = settled(0, script);
        if (!known.storeUp() && known.isCut() && on(NO_LOGIN_WITHOUT_MARK)) {
            return Answer.LATER;
        }
        for (Side side : known.storeUp() ? List.of(Side.values()) : List.of(Side.P)) {
            Reply reply =
                    mayBeAsked(side, known) ? script.let(effects.create(side)) : new Reply(Outcome.UNAVAILABLE, 0);
            if (reply.outcome() == Outcome.OK) {
                return issued(reply.token(), silent, script);
            }
            if (reply.outcome() == Outcome.INDETERMINATE) {
                return Answer.LATER;
            }
        }
        return Answer.LATER;
    }

    private Answer issued(int token, boolean silent, Script<ManyState> script) {
        boolean isCut = script.let(effects.look(0)).isCut();
        boolean marks = isCut && on(MARK) && (!silent || on(MARK_NAMES_OWNER));
        boolean noted = !marks || script.let(effects.mark(token)) || !on(NO_LOGIN_WITHOUT_MARK);
        return noted ? new Answer(Answer.Said.OK, token) : Answer.LATER;
    }

    @Override
    protected List<Request<Deed, Before>> requests(ManyState state) {
        return state.requests();
    }

    @Override
    protected ManyState with(ManyState state, List<Request<Deed, Before>> requests) {
        return state.with(requests);
    }

    @Override
    public List<Step<ManyState>> steps(ManyState state) {
        List<Step<ManyState>> steps = new ArrayList<>(proceed(state));
        if (state.left().has(Chance.REQUEST) && state.requests().size() < (storeFails ? size : 2)) {
            for (Deed deed : deeds(state)) {
                Before before = new Before(
                        state.dead().contains(deed.token()), !state.dead().isEmpty() && calm(state), state.delivered());
                steps.addAll(begin(state.with(state.left().after(Chance.REQUEST)), deed, before));
            }
        }
        if (state.left().has(Chance.CRASH)) {
            for (Request<Deed, Before> request : state.requests()) {
                steps.add(new Step<>(
                        "the node of " + request.deed() + " crashes",
                        without(state.with(state.left().after(Chance.CRASH)), request)));
            }
        }
        surroundings(state, steps);
        return steps;
    }

    /** Whether no kill of many is under way, which could rightly end what is issued now. */
    private static boolean calm(ManyState state) {
        return state.requests().stream().noneMatch(request -> request.deed().kind() == Kind.KILL_ALL);
    }

    private static List<Deed> deeds(ManyState state) {
        List<Deed> deeds = new ArrayList<>();
        deeds.add(new Deed(Kind.READ, 1));
        if (!state.isCut() && state.owed().isEmpty() && calm(state)) {
            deeds.add(new Deed(Kind.KILL_ALL, 0));
        }
        deeds.add(new Deed(Kind.LOGIN, 0));
        deeds.add(new Deed(Kind.SILENT_LOGIN, 0));
        return deeds;
    }

    private void surroundings(ManyState state, List<Step<ManyState>> steps) {
        Sites sites = state.sites();
        Set<Side> due = EnumSet.noneOf(Side.class);
        due.addAll(state.owed());
        boolean unmarked = state.requests().stream()
                .anyMatch(request -> isLogin(request.deed().kind()));
        if (!unmarked || !on(MARKS_HAVE_TIME)) { // a budget after it was listed, each row has its mark or gets none
            due.addAll(state.rest());
        }
        if (sites.storeUp() && calm(state)) {
            for (Side side : due) {
                steps.add(new Step<>("the outbox delivers the kill of all to " + side, effects.delivered(state, side)));
            }
        }
        if (state.left().has(Chance.COPY) && sites.snapshot() == null) {
            steps.add(new Step<>(
                    "the migrator reads " + sites.s(),
                    state.with(sites.read()).with(state.left().after(Chance.COPY))));
        }
        if (sites.snapshot() != null) {
            steps.add(new Step<>("the migrator writes " + sites.snapshot() + " to P", state.with(sites.copied())));
        }
        if (state.left().has(Chance.OUTAGE)) {
            steps.add(new Step<>(
                    sites.storeUp() ? "the store goes away" : "the store is back",
                    state.with(sites.in(!sites.storeUp(), sites.down()))
                            .with(state.left().after(Chance.OUTAGE))));
        }
    }

    private static boolean isLogin(Kind kind) {
        return kind == Kind.LOGIN || kind == Kind.SILENT_LOGIN;
    }

    @Override
    protected Step<ManyState> answered(ManyState state, Request<Deed, Before> request, Answer answer, String words) {
        Deed deed = request.deed();
        Before before = request.before();
        if (answer.said() != Answer.Said.OK) {
            return new Step<>(words, state);
        }
        return switch (deed.kind()) {
            case READ ->
                new Step<>(words, state, before.dead() ? deed.token() + " is accepted, although it is dead" : null);
            case KILL_ALL -> new Step<>(words, state.told(before.delivered(), Set.of(), Set.of()));
            case LOGIN, SILENT_LOGIN -> {
                Set<Integer> token = Set.of(answer.token());
                yield new Step<>(words, state.told(Set.of(), before.afterKill() ? token : Set.of(), token));
            }
        };
    }

    @Override
    public @Nullable String wrong(ManyState state) {
        if (!state.requests().isEmpty() || !state.sites().storeUp()) {
            return null;
        }
        ManyState calm = state.with(Left.NOTHING);
        for (int token : new TreeSet<>(state.delivered())) {
            for (Side down : new Side[] {null, Side.P, Side.S}) {
                ManyState asked = calm.with(state.sites().in(true, down));
                Answer answer = alone(asked, new Deed(Kind.READ, token)).told();
                if (answer.equals(Answer.OK) && state.dead().contains(token)) {
                    return "token " + token + " is accepted, although it is dead" + away(down);
                }
                if (down == null && state.good().contains(token) && !answer.equals(Answer.OK)) {
                    return "token " + token + " gets " + answer + ", although it was issued after the kill";
                }
            }
        }
        return atRest(state);
    }

    private static String away(@Nullable Side down) {
        return down == null ? "" : " (" + down + " is away)";
    }

    /** Once everything was delivered, each backend has ended what it held; and no copy of a new login has fallen. */
    private static @Nullable String atRest(ManyState state) {
        Sites sites = state.sites();
        if (!state.owed().isEmpty() || !state.rest().isEmpty() || sites.snapshot() != null) {
            return null;
        }
        Set<Integer> left = new HashSet<>(sites.s());
        left.retainAll(state.dead());
        if (!left.isEmpty()) {
            return "token " + left + " was killed, and S holds it for good";
        }
        Set<Integer> lost = new HashSet<>(state.good());
        lost.retainAll(sites.written());
        lost.removeAll(sites.p());
        return lost.isEmpty() ? null : "token " + lost + " was issued after the kill, and P has lost its copy";
    }
}
