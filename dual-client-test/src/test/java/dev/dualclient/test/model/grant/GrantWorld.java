package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Deed.Kind;
import dev.dualclient.test.model.grant.GrantState.Before;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Request;
import dev.dualclient.test.model.search.RequestWorld;
import dev.dualclient.test.model.search.Script;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One grant, and all that can happen to it. */
public final class GrantWorld extends RequestWorld<GrantState, Deed, Before, Answer> {

    private final Setting setting;
    private final UseProgram uses;
    private final ReadProgram reads;
    private final RevokeProgram revocations;
    private final StoreEffects store;
    private final Probes probes;

    GrantWorld(Set<Rule> rules, Setting setting) {
        this.setting = setting;
        this.uses = new UseProgram(rules, setting);
        this.reads = new ReadProgram(rules, setting);
        this.revocations = new RevokeProgram(rules, setting);
        this.store = new StoreEffects(rules);
        this.probes =
                new Probes(rules, setting, (state, deed) -> alone(state, deed).told());
    }

    @Override
    public GrantState start() {
        Set<Row> written = setting.p().equals(GrantState.NOTHING) ? Set.of() : Set.of(setting.p());
        Sites sites = new Sites(
                setting.p(),
                setting.login(),
                null,
                written,
                List.of(Birth.LOGIN_AT_S),
                Set.of(),
                setting.stage(),
                true,
                null);
        Truth truth = new Truth(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(1));
        return new GrantState(sites, Custody.EMPTY, truth, List.of(), setting.left());
    }

    @Override
    protected Answer run(Deed deed, Script<GrantState> script) {
        try {
            return switch (deed.kind()) {
                case USE -> uses.run(deed.token(), script);
                case READ -> reads.run(deed.token(), script);
                case REVOKE -> revocations.run(deed.token(), false, script);
                case REVOKE_BY_HASH -> revocations.run(deed.token(), true, script);
            };
        } catch (Programs.StoreDown down) {
            return Answer.LATER;
        }
    }

    @Override
    protected List<Request<Deed, Before>> requests(GrantState state) {
        return state.requests();
    }

    @Override
    protected GrantState with(GrantState state, List<Request<Deed, Before>> requests) {
        return state.with(requests);
    }

    @Override
    public @Nullable String wrong(GrantState state) {
        return state.requests().isEmpty() && state.sites().storeUp() ? probes.wrong(state) : null;
    }

    @Override
    public List<Step<GrantState>> steps(GrantState state) {
        List<Step<GrantState>> steps = new ArrayList<>(proceed(state));
        begin(state, steps);
        crash(state, steps);
        surroundings(state, steps);
        for (Owed owed : state.custody().outbox()) {
            if (StoreEffects.isDue(state, owed)) {
                steps.add(new Step<>(
                        "the outbox delivers the end of " + owed.token() + " to " + owed.side(),
                        store.delivered(state, owed)));
            }
        }
        return steps;
    }

    private void begin(GrantState state, List<Step<GrantState>> steps) {
        if (!state.left().has(Chance.REQUEST) || state.requests().size() >= setting.atOnce()) {
            return;
        }
        for (Deed deed : deeds(state)) {
            GrantState fewer = state.with(state.left().after(Chance.REQUEST));
            if (deed.kind() == Kind.REVOKE || deed.kind() == Kind.REVOKE_BY_HASH) {
                fewer = fewer.with(fewer.truth().withDoomed(doomed(state, deed.token())));
            }
            Token token = deed.token();
            Before before = new Before(state.isDead(token, setting), state.isAlive(token), Probes.row(state, token));
            steps.addAll(begin(fewer, deed, before));
        }
    }

    private List<Deed> deeds(GrantState state) {
        List<Deed> deeds = new ArrayList<>();
        for (int number : state.truth().delivered()) {
            for (Kind kind : setting.deeds()) {
                if (kind != Kind.USE && kind != Kind.REVOKE_BY_HASH) {
                    deeds.add(new Deed(kind, Token.access(number)));
                }
                boolean hasRefresh = setting.login().refresh() > 0 && (number == 1 || !setting.kept());
                if (kind != Kind.READ && hasRefresh) {
                    deeds.add(new Deed(kind, Token.refresh(number)));
                }
            }
        }
        return deeds;
    }

    private void crash(GrantState state, List<Step<GrantState>> steps) {
        if (state.left().has(Chance.CRASH)) {
            GrantState crashed = state.with(state.left().after(Chance.CRASH))
                    .with(state.sites().remembering(Set.of()));
            for (Request<Deed, Before> request : state.requests()) {
                steps.add(new Step<>("the node of " + request.deed() + " crashes", without(crashed, request)));
            }
            if (state.requests().isEmpty()) {
                steps.add(new Step<>("the node is started again", crashed));
            }
        }
    }

    private void surroundings(GrantState state, List<Step<GrantState>> steps) {
        Sites sites = state.sites();
        if (state.left().has(Chance.COPY) && sites.snapshot() == null) {
            steps.add(new Step<>(
                    "the migrator reads " + sites.s(),
                    state.with(sites.read()).with(state.left().after(Chance.COPY))));
        }
        if (sites.snapshot() != null) {
            steps.add(new Step<>(
                    "the migrator writes " + sites.snapshot() + " to P",
                    state.with(sites.written(setting.insertsAgain()))));
        }
        if (state.left().has(Chance.OUTAGE)) {
            steps.add(new Step<>(
                    sites.storeUp() ? "the store goes away" : "the store is back",
                    state.with(sites.withStore(!sites.storeUp()))
                            .with(state.left().after(Chance.OUTAGE))));
        }
        if (state.left().has(Chance.CONSOLE)
                && state.requests().isEmpty()
                && !sites.p().equals(GrantState.NOTHING)) {
            steps.add(new Step<>(
                    "P loses " + sites.p(),
                    state.with(sites.with(Side.P, GrantState.NOTHING))
                            .with(state.truth().withDoomed(sites.p().tokens()))
                            .with(state.left().after(Chance.CONSOLE))));
        }
        if (state.left().has(Chance.EXPIRY)) {
            List<Request<Deed, Before>> without = state.requests().stream()
                    .map(request -> withoutRow(request, Token.access(1)))
                    .toList();
            steps.add(new Step<>(
                    "AT1 expires",
                    state.with(sites.expired(1)).with(without).with(state.left().after(Chance.EXPIRY))));
        }
    }

    /** An access token that has expired does not tell its row any more. */
    private static Request<Deed, Before> withoutRow(Request<Deed, Before> request, Token expired) {
        boolean its = request.deed().token().equals(expired);
        Before before = new Before(request.before().dead(), false, Set.of(expired));
        return its ? request.since(before) : request;
    }

    @Override
    protected Step<GrantState> answered(GrantState state, Request<Deed, Before> request, Answer answer, String words) {
        Token token = request.deed().token();
        Before before = request.before();
        String violation = null;
        GrantState after = state;
        switch (request.deed().kind()) {
            case READ -> violation = answer.equals(Answer.OK) && before.dead() ? accepted(token) : null;
            case USE -> {
                if (answer.kind() == Answer.Kind.OK) {
                    violation = wrongUse(state, token, answer.brought(), before);
                    after = delivered(state, answer.brought());
                }
            }
            case REVOKE, REVOKE_BY_HASH -> {
                if (answer.equals(Answer.OK)) {
                    // What was used up meanwhile, if only behind a lost answer, takes nothing with it.
                    boolean ended = state.isEnded(before, token);
                    after = state.with(
                            ended
                                    ? state.truth().withKilled(withAncestors(state, before.row()), before.row())
                                    : state.truth().withKilled(Set.of(token), Set.of()));
                }
            }
        }
        if (answer.equals(Answer.INVALID) && before.alive() && state.isAlive(token)) {
            violation = token + " is refused, although it is good";
        }
        boolean use = request.deed().kind() == Kind.USE && setting.idempotent();
        if (use && answer.equals(Answer.INVALID) && Probes.isRepeated(state, token)) {
            violation = token + " is refused, although its answer would be repeated";
        }
        return new Step<>(words, after, violation);
    }

    /** What may be dead once somebody has asked for the end of a token, if only because it was replaced meanwhile. */
    private static Set<Token> doomed(GrantState state, Token token) {
        Set<Token> doomed = withAncestors(state, Probes.row(state, token));
        doomed.add(Token.refresh(token.number()));
        doomed.add(Token.access(token.number()));
        return doomed;
    }

    /** What a row descends from falls with it. */
    private static Set<Token> withAncestors(GrantState state, Set<Token> row) {
        Set<Token> all = new HashSet<>(row);
        for (int number = state.sites().births().size(); number > 0; number--) {
            if (all.contains(Token.refresh(number))) {
                all.addAll(state.sites().birth(number).replaced().tokens());
            }
        }
        return all;
    }

    private static String accepted(Token token) {
        return token + " is accepted, although it is dead";
    }

    private @Nullable String wrongUse(GrantState state, Token token, int brought, Before before) {
        Set<Integer> delivered = state.truth().delivered();
        boolean again = delivered.contains(brought) && setting.idempotent();
        if (before.dead() && !(again && !state.truth().killed().contains(token))) {
            return accepted(token);
        }
        boolean second = !setting.kept()
                && delivered.stream()
                        .anyMatch(number -> number != brought
                                && state.sites().birth(number).replaced().holds(token));
        return second ? "two lines of tokens come from " + token : null;
    }

    private GrantState delivered(GrantState state, int brought) {
        Birth birth = state.sites().birth(brought);
        List<Token> dead =
                birth.replaced().tokens().stream().filter(birth::replaces).toList();
        Sites sites = state.sites();
        if (birth.side() == Side.P && !setting.kept()) {
            Set<Integer> issued = new HashSet<>(sites.issuedHere());
            issued.add(brought);
            sites = sites.remembering(issued);
        }
        return state.with(state.truth().withDelivered(brought).withDead(dead)).with(sites);
    }
}
