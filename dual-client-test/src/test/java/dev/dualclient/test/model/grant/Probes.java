package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Deed.Kind;
import dev.dualclient.test.model.search.Left;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a state in which nothing is under way: each token is presented in every stage, with either backend away,
 * while nothing else goes wrong. Nothing dead may be accepted, nothing good refused, and where both backends are there,
 * what is good has to work.
 */
final class Probes {

    private final Set<Rule> rules;
    private final Setting setting;
    private final BiFunction<GrantState, Deed, Answer> asking;
    private final Set<GrantState> probed = new HashSet<>();

    Probes(Set<Rule> rules, Setting setting, BiFunction<GrantState, Deed, Answer> asking) {
        this.rules = rules;
        this.setting = setting;
        this.asking = asking;
    }

    /** The tokens that share a row with a token, wherever it is held; the token itself if nowhere. */
    static Set<Token> row(GrantState state, Token token) {
        Set<Token> row = new HashSet<>(Set.of(token));
        for (Side side : Side.values()) {
            if (state.sites().at(side).holds(token)) {
                row.addAll(state.sites().at(side).tokens());
            }
        }
        return Set.copyOf(row);
    }

    @Nullable
    String wrong(GrantState state) {
        GrantState calm = state.with(Left.NOTHING);
        if (!probed.add(calm)) {
            return null;
        }
        String held = twice(calm) == null ? atRest(calm) : twice(calm);
        if (held != null) {
            return held;
        }
        for (int number : new TreeSet<>(state.truth().delivered())) {
            String wrong = wrong(calm, number);
            wrong = wrong == null ? unrevocable(calm, Token.access(number)) : wrong;
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** While both backends are there, whoever owns a good token can end it. */
    private @Nullable String unrevocable(GrantState state, Token token) {
        boolean asked = setting.deeds().contains(Kind.REVOKE) && state.isAlive(token);
        return asked && !asking.apply(state, new Deed(Kind.REVOKE, token)).equals(Answer.OK)
                ? token + " cannot be revoked"
                : null;
    }

    /** Once everything has been delivered and copied, nobody who asks a backend directly finds what was killed. */
    private @Nullable String atRest(GrantState state) {
        Sites sites = state.sites();
        if (!state.custody().outbox().isEmpty() || sites.snapshot() != null || setting.insertsAgain()) {
            return null;
        }
        return state.truth().ended().stream().anyMatch(sites::holds)
                ? "what was killed is held by a backend for good"
                : null;
    }

    /** Nothing is issued twice, though of one of the two lines no caller may have heard. */
    private @Nullable String twice(GrantState state) {
        Sites sites = state.sites();
        boolean rotates = sites.p().refresh() > 0 && sites.s().refresh() > 0 && !setting.insertsAgain();
        if (!rotates || sites.p().refresh() == sites.s().refresh()) {
            return null;
        }
        int atP = sites.birth(sites.p().refresh()).replaced().refresh();
        int atS = sites.birth(sites.s().refresh()).replaced().refresh();
        return atP > 0 && atP == atS ? "two lines of tokens come from RT" + atP : null;
    }

    private @Nullable String wrong(GrantState state, int number) {
        for (Stage stage : Stage.values()) {
            GrantState entered = stage == Stage.PRIMARY_ONLY ? inLastStage(state) : state;
            if (entered == null) {
                continue;
            }
            for (Side down : new Side[] {null, Side.P, Side.S}) {
                GrantState asked = entered.with(entered.sites().in(stage, down));
                String wrong = wrong(asked, new Deed(Kind.READ, Token.access(number)));
                if (wrong == null && setting.deeds().contains(Kind.USE)) {
                    wrong = wrong(asked, new Deed(Kind.USE, Token.refresh(number)));
                }
                if (wrong != null) {
                    return wrong + " (" + stage + (down == null ? "" : ", " + down + " is away") + ")";
                }
            }
        }
        return null;
    }

    /** Enters the last stage, if it may be entered: nothing is owed, and the migrator is done. */
    private @Nullable GrantState inLastStage(GrantState state) {
        if (!state.custody().outbox().isEmpty() || state.sites().snapshot() != null) {
            return null;
        }
        return rules.contains(Rule.DOUBTS_SETTLED)
                ? state.with(state.custody().settledAt(state.sites().s()))
                : state;
    }

    private @Nullable String wrong(GrantState state, Deed deed) {
        Token token = deed.token();
        Answer answer = asking.apply(state, deed);
        boolean dead = state.isDead(token, setting);
        boolean again = setting.idempotent() && !state.truth().killed().contains(token);
        if (answer.kind() == Answer.Kind.OK
                && dead
                && !(again && state.truth().delivered().contains(answer.brought()))) {
            return deed + " is accepted, although it is dead";
        }
        boolean alive = state.isAlive(token);
        boolean reachable =
                state.sites().stage() != Stage.PRIMARY_ONLY || state.sites().p().holds(token);
        if (state.sites().down() == null && alive && reachable && answer.kind() != Answer.Kind.OK) {
            return deed + " gets " + answer + " for ever, although the token is good";
        }
        if (answer.equals(Answer.INVALID) && alive && state.sites().stage() != Stage.PRIMARY_ONLY) {
            return deed + " is refused, although the token is good";
        }
        boolean ended = state.truth().killed().contains(token)
                && state.custody().outbox().isEmpty();
        if (ended && state.sites().down() == null && answer.equals(Answer.LATER)) {
            return deed + " gets 503 for ever, although the token is dead";
        }
        return repeat(state, deed, answer);
    }

    /** Inside the idempotent window the backend that has replaced a token repeats its answer. */
    private @Nullable String repeat(GrantState state, Deed deed, Answer answer) {
        Sites sites = state.sites();
        boolean expected = sites.down() == null
                && sites.stage() != Stage.PRIMARY_ONLY
                && deed.kind() == Kind.USE
                && answer.equals(Answer.INVALID)
                && setting.idempotent()
                && isRepeated(state, deed.token());
        return expected ? deed + " is refused, although its answer would be repeated" : null;
    }

    /** Whether a backend still repeats its answer to the use of a token: the leader, or the one that is known to have it. */
    static boolean isRepeated(GrantState state, Token token) {
        Side leader = state.sites().stage().order.get(0);
        return !state.truth().doomed().contains(token)
                && Stream.of(Side.values())
                        .filter(side ->
                                side == leader || state.custody().of(token).isTakenBy(side))
                        .anyMatch(side -> repeats(state.sites(), side, token));
    }

    private static boolean repeats(Sites sites, Side side, Token token) {
        int now = sites.at(side).refresh();
        return now > 0 && sites.birth(now).side() == side && sites.birth(now).replaces(token);
    }
}
