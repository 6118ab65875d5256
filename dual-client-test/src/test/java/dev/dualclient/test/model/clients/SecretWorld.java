package dev.dualclient.test.model.clients;

import static dev.dualclient.test.model.Rule.AUTHENTICATED_IS_NOT_DIFFERENT;
import static dev.dualclient.test.model.Rule.BEGINS_WHERE_SECRET_HOLDS;
import static dev.dualclient.test.model.Rule.EQUAL_IS_PROVEN;
import static dev.dualclient.test.model.Rule.REPAIR_OF_UNUSED;
import static dev.dualclient.test.model.Rule.STANDING_HAS_VERSION;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.clients.SecretState.Deed;
import dev.dualclient.test.model.clients.SecretState.Deed.Kind;
import dev.dualclient.test.model.clients.SecretState.Known;
import dev.dualclient.test.model.clients.SecretState.Probe;
import dev.dualclient.test.model.clients.SecretState.Side;
import dev.dualclient.test.model.clients.SecretState.Standing;
import dev.dualclient.test.model.clients.SecretWorld.Answer;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import dev.dualclient.test.model.search.RequestWorld;
import dev.dualclient.test.model.search.Script;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logins of a client whose secret was not imported: where they begin, what is learned of the secret, and its repair. This is
 * in stage primary-first, with the repair on use.
 */
public final class SecretWorld extends RequestWorld<SecretState, Deed, Boolean, Answer> {

    /** What callers are told. */
    enum Answer {
        OK,
        INVALID,
        LATER
    }

    private final Set<Rule> rules;
    private final int size;
    private final boolean imported;

    /** Creates a world in which the secret was imported, or was not. */
    public SecretWorld(Set<Rule> rules, int size, boolean imported) {
        this.rules = rules;
        this.size = size;
        this.imported = imported;
    }

    @Override
    public SecretState start() {
        Left left = Left.NOTHING
                .and(Chance.REQUEST, 2 + size)
                .and(Chance.FAULT, 1)
                .and(Chance.CRASH, 1)
                .and(Chance.CONSOLE, 1);
        Known known = new Known(Standing.UNKNOWN, 1, false);
        int atP = imported ? 1 : SecretState.RANDOM;
        return new SecretState(atP, 1, known, Set.of(), Set.of(), 1, List.of(), left, null);
    }

    private boolean on(Rule rule) {
        return rules.contains(rule);
    }

    @Override
    protected Answer run(Deed deed, Script<SecretState> script) {
        return switch (deed.kind()) {
            case LOGIN -> login(deed.secret(), script);
            case REFRESH_AT_P -> refresh(deed.secret(), script);
            case SET -> set(deed.secret(), script);
            case PROBE -> probe(new Probe(deed.secret(), deed.version()), script);
        };
    }

    private Effect<SecretState, Known> look() {
        return state -> Effect.one(state.known(), state, "looks the client up in the store");
    }

    /** The code is issued, and then redeemed, where the login begins. */
    private Answer login(int secret, Script<SecretState> script) {
        Known known = script.let(look());
        boolean atS = known.standing() != Standing.EQUAL && on(BEGINS_WHERE_SECRET_HOLDS);
        Answer answer = script.let(redeemed(atS ? Side.S : Side.P, secret));
        if (atS && answer == Answer.LATER && known.standing() == Standing.UNKNOWN) {
            script.let(redeemed(Side.P, secret)); // that P may refuse it is not said to anybody as a wrong secret
            return Answer.LATER;
        }
        if (answer == Answer.OK) {
            boolean equal = !atS || !on(EQUAL_IS_PROVEN);
            script.let(equal ? learned(Standing.EQUAL, known.version()) : probed(new Probe(secret, known.version())));
        }
        return answer;
    }

    private Answer refresh(int secret, Script<SecretState> script) {
        Known known = script.let(look());
        Answer answer = script.let(redeemed(Side.P, secret));
        if (answer == Answer.OK) {
            script.let(learned(Standing.EQUAL, known.version()));
        }
        return answer;
    }

    private static Effect<SecretState, Answer> redeemed(Side side, int secret) {
        return state -> {
            String words = side + " is sent the code and secret " + secret;
            Answer answer = state.at(side) == secret ? Answer.OK : Answer.INVALID;
            if (state.down() == side) {
                return Effect.one(Answer.LATER, state, words + ": not reached");
            }
            List<Effect.Result<SecretState, Answer>> results = new ArrayList<>();
            results.add(new Effect.Result<>(answer, state, words + ": " + answer));
            if (state.left().has(Chance.FAULT)) {
                SecretState fewer = state.with(state.left().after(Chance.FAULT));
                results.add(new Effect.Result<>(Answer.LATER, fewer, words + ": not reached"));
            }
            return results;
        };
    }

    private Effect<SecretState, Boolean> learned(Standing standing, int version) {
        return state -> {
            boolean known = state.known().authenticated() && on(AUTHENTICATED_IS_NOT_DIFFERENT);
            boolean stands = (state.known().version() == version || !on(STANDING_HAS_VERSION))
                    && (standing != Standing.DIFFERENT || !known);
            return Effect.one(
                    stands,
                    stands ? state.knowing(state.known().with(standing)) : state,
                    stands ? "notes that the secret is " + standing : "has learned nothing that stands");
        };
    }

    private static Effect<SecretState, Boolean> probed(Probe probe) {
        return state -> {
            Set<Probe> all = new HashSet<>(state.probes());
            all.add(probe);
            return Effect.one(true, state.probing(all), "has P asked about the secret later");
        };
    }

    /** Tries at P, off the path, what S has accepted; repairs P's secret if it was never used and nothing has changed. */
    private Answer probe(Probe probe, Script<SecretState> script) {
        Answer answer = script.let(redeemed(Side.P, probe.secret()));
        if (answer == Answer.LATER) {
            return answer;
        }
        Standing standing = answer == Answer.OK ? Standing.EQUAL : Standing.DIFFERENT;
        boolean stands = script.let(learned(standing, probe.version()));
        return stands && answer == Answer.INVALID ? script.let(repaired(probe)) : answer;
    }

    private Effect<SecretState, Answer> repaired(Probe probe) {
        return state -> {
            Known known = state.known();
            boolean unchanged = known.version() == probe.version() || !on(STANDING_HAS_VERSION);
            boolean unused = !known.authenticated() || !on(REPAIR_OF_UNUSED);
            return unchanged && unused
                    ? Effect.one(
                            Answer.OK,
                            state.holding(Side.P, probe.secret()).knowing(known.with(Standing.EQUAL)),
                            "sets secret " + probe.secret() + " at P")
                    : Effect.one(Answer.INVALID, state, "repairs nothing");
        };
    }

    /** Sets a secret at both; this is the order in which {@link ClientWorld} tells them. */
    private Answer set(int secret, Script<SecretState> script) {
        return script.let(state -> {
            Known known = new Known(Standing.EQUAL, state.known().version() + 1, true);
            return Effect.one(
                    Answer.OK,
                    state.holding(Side.P, secret).holding(Side.S, secret).knowing(known),
                    "sets secret " + secret + " at both");
        });
    }

    @Override
    protected List<Request<Deed, Boolean>> requests(SecretState state) {
        return state.requests();
    }

    @Override
    protected SecretState with(SecretState state, List<Request<Deed, Boolean>> requests) {
        return state.with(requests);
    }

    @Override
    public List<Step<SecretState>> steps(SecretState state) {
        List<Step<SecretState>> steps = new ArrayList<>(proceed(state));
        if (state.left().has(Chance.REQUEST) && state.requests().size() < 2) {
            SecretState fewer = state.with(state.left().after(Chance.REQUEST));
            for (Deed deed : deeds(state)) {
                steps.addAll(begin(fewer, deed, state.old().contains(deed.secret())));
            }
        }
        for (Probe probe : state.probes()) {
            Set<Probe> others = new HashSet<>(state.probes());
            others.remove(probe);
            Deed deed = new Deed(Kind.PROBE, probe.secret(), probe.version());
            steps.addAll(begin(state.probing(others), deed, true));
        }
        if (state.left().has(Chance.CRASH)) {
            for (Request<Deed, Boolean> request : state.requests()) {
                steps.add(new Step<>(
                        "the node of the " + request.deed() + " crashes",
                        without(state.with(state.left().after(Chance.CRASH)), request)));
            }
        }
        boolean inUse = state.known().authenticated() && state.p() == state.holds();
        if (state.left().has(Chance.CONSOLE) && inUse) {
            steps.add(new Step<>(
                    "somebody sets secret " + SecretState.CONSOLE + " in P's console",
                    state.holding(Side.P, SecretState.CONSOLE)
                            .replaced(state.holds(), SecretState.CONSOLE)
                            .with(state.left().after(Chance.CONSOLE))));
        }
        return steps;
    }

    private static List<Deed> deeds(SecretState state) {
        List<Deed> deeds = new ArrayList<>();
        deeds.add(new Deed(Kind.LOGIN, state.holds(), 0));
        if (state.p() == state.holds()) {
            deeds.add(new Deed(Kind.REFRESH_AT_P, state.holds(), 0));
        }
        if (state.holds() == 1) {
            deeds.add(new Deed(Kind.SET, 2, 0));
        }
        return deeds;
    }

    @Override
    protected Step<SecretState> answered(
            SecretState state, Request<Deed, Boolean> request, Answer answer, String words) {
        Deed deed = request.deed();
        if (deed.kind() == Kind.SET) {
            return new Step<>(words, state.replaced(1, 2));
        }
        boolean right = deed.secret() == state.holds() && !request.before();
        boolean refused = deed.kind() == Kind.LOGIN && answer == Answer.INVALID && right;
        boolean revived = deed.kind() == Kind.LOGIN && answer == Answer.OK && request.before();
        String violation =
                refused ? "a login with the right secret is refused" : revived ? "a replaced secret is accepted" : null;
        return new Step<>(words, state, violation);
    }

    @Override
    public @Nullable String wrong(SecretState state) {
        if (!state.requests().isEmpty()) {
            return null;
        }
        if (state.old().contains(state.p())) {
            return "P accepts secret " + state.p() + ", although it was replaced";
        }
        SecretState calm = state.with(Left.NOTHING);
        boolean served = alone(calm, new Deed(Kind.LOGIN, state.holds(), 0)).told() == Answer.OK;
        return served ? null : "a login with the right secret is refused";
    }
}
