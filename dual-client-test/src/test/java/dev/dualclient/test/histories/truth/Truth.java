package dev.dualclient.test.histories.truth;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is dead and what is alive, by what was asked and answered, and by the backends' own state, which it asks for
 * through their own API. Throws a {@link Violation} as soon as an answer contradicts it.
 */
public final class Truth {

    /** The property of a token that tells its login at the backends. */
    public static final String LOGIN = Ledger.LOGIN;

    private static final Locator ERROR = Locator.of("/responseContent#/error");

    private final BiFunction<Side, ApiCall, ApiResponse> backends;
    private final Circumstances circumstances;
    private final Ledger ledger;
    private final List<Line> lines = new ArrayList<>();
    private final List<Kill> killsOfMany = new ArrayList<>();
    private final List<Kill> answeredKills = new ArrayList<>();
    private final Set<Line> endedMaybe = new HashSet<>();
    private final Set<Token> unanswered = new HashSet<>();
    private int deaths;

    /**
     * Begins a history in which nobody has logged in yet.
     *
     * @param backends asks a backend in peace, and nobody else learns of it
     */
    public Truth(BiFunction<Side, ApiCall, ApiResponse> backends, Circumstances circumstances) {
        this.backends = backends;
        this.circumstances = circumstances;
        this.ledger = new Ledger(backends);
    }

    /** Returns all logins. */
    public List<Line> lines() {
        return lines;
    }

    /** A login begins. */
    public Line begins(Line line) {
        lines.add(line);
        line.asks(answeredKills.size());
        return line;
    }

    /**
     * A login brought tokens.
     *
     * @param throughNode whether that was answered by a node; if not, they may be of before a kill of many for all that a
     *     node can know
     */
    public void issued(Line line, String access, @Nullable String refresh, boolean throughNode) {
        List<Kill> meanwhile = answeredKills.subList(line.killsBefore(), answeredKills.size());
        for (Token token : line.add(access, refresh).tokens()) {
            List<Kill> maybeAfter = throughNode ? meanwhile : killsOfMany;
            if (maybeAfter.stream().anyMatch(kill -> kill.concerned().test(token))) {
                token.doubt();
            }
        }
        ledger.called();
        countLines();
    }

    /**
     * Rows were copied from backend to backend. A use that was not answered counts as done at the backend that it was
     * meant for (W1); after a copy has taken the token from there, nobody can find out any more that it was not.
     */
    public void copied() {
        Set<String> lost = ledger.copied();
        unanswered.stream().filter(token -> lost.contains(token.hash())).forEach(Token::doubt);
    }

    /** The tokens of a pair are created a second time, at the other backend; returns how often they had been used by then. */
    public int carries(Pair pair) {
        return pair.refresh().usesAnswered();
    }

    /** That was answered. A use at the same time may have been of the row that it created, and have replaced its tokens. */
    public void carried(Pair pair, int usesBefore) {
        copied();
        if (pair.refresh().usesBegun() > usesBefore) {
            pair.access().doubt();
        }
    }

    /** A backend has created tokens in a call whose end may be far, or never come. */
    public void created() {
        ledger.called();
    }

    /**
     * Something has happened: nobody has lost a token that is alive beyond doubt, which only its owner, its user, its client
     * or the server could have ended.
     */
    public void happened() {
        ledger.called();
        lines.stream().flatMap(line -> line.pairs().stream()).forEach(pair -> {
            mustNotBeLost(pair.refresh());
            if (!pair.isWhole() || isAliveForSure(pair.refresh())) { // else it is in nobody's row any more
                mustNotBeLost(pair.access());
            }
        });
    }

    private void mustNotBeLost(Token token) {
        boolean maybeEnded = endedMaybe.contains(token.line());
        if (!maybeEnded && isAliveForSure(token) && ledger.lost(token.hash(), circumstances.now())) {
            throw new Violation("living " + token.kind() + " lost", token.toString());
        }
    }

    private static boolean isAliveForSure(Token token) {
        return token.death() == null && !token.doubtful();
    }

    /** A row was ended at a backend itself, past all nodes: it may be dead from now on, or a copy of it may live. */
    public void endedPastNodes(Pair pair) {
        ledger.called();
        pair.refresh().line().withRefreshTokenOf(pair).forEach(Token::doubt);
        pair.tokens().forEach(Token::doubt);
    }

    /**
     * The outbox is delivered, and the lag of the migrator is over: the primary holds nothing any more that was killed,
     * for whoever asks it himself. The end of a grant is not repeated there.
     */
    public void nothingRemains() {
        for (Token token : tokens(Token::endedInFull)) {
            if (isActive(token, Side.PRIMARY)) {
                throw new Violation(
                        token.death() + " " + token.kind() + " held by the primary for good", token.toString());
            }
        }
    }

    /** The outbox is delivered: of what was carried over, the primary holds nothing any more that was used up. */
    public void nothingUsedRemains() {
        for (Token token : tokens(token -> token.death() == Death.REPLACED)) {
            if (isActive(token, Side.PRIMARY)) {
                throw new Violation("replaced " + token.kind() + " held by the primary for good", token.toString());
            }
        }
    }

    /**
     * A call with a proof that is good for one use was answered, or was not: one backend at most has used the proof up. Each
     * is asked by the same call, which uses it up where that has not happened.
     */
    public void proved(ApiCall call) {
        boolean everywhere = Arrays.stream(Side.values())
                .map(side -> backends.apply(side, call).value(ERROR))
                .allMatch("invalid_dpop_proof"::equals);
        if (everywhere) {
            throw new Violation("a proof used up twice", "at both backends");
        }
    }

    /** A token is presented. */
    public Presentation presents(Token token) {
        return Presentation.of(token, deaths);
    }

    /** A refresh token is presented to be used. */
    public Presentation uses(Token refresh) {
        refresh.useBegins();
        return presents(refresh);
    }

    /**
     * The presentation of a token was answered.
     *
     * @param asked who may be asked about it
     */
    public void answered(Presentation presented, Verdict verdict, Collection<Side> asked) {
        answered(presented, verdict, asked, false);
    }

    private void answered(Presentation presented, Verdict verdict, Collection<Side> asked, boolean used) {
        Token token = presented.token();
        Death death = presented.death();
        if (verdict == Verdict.ACCEPTED) {
            if (death != null && !circumstances.excuse(token.diedAt()) && !isForgotten(token, used)) {
                throw new Violation(death + " " + token.kind() + " accepted", token.toString());
            }
            if (presented.locked() && token.line().app().state() == App.State.LOCKED) {
                throw new Violation("token of a locked client accepted", token.toString());
            }
            return;
        }
        // In peace it is served, unless all that may be asked is the primary, and the other may have consumed it.
        boolean served = circumstances.peace() && asked.contains(Side.SECONDARY);
        if ((verdict == Verdict.REFUSED || served) && presented.servable() && isAlive(token, asked)) {
            // and was alive before, for no request brings anything to life
            throw new Violation(
                    "living " + token.kind() + (verdict == Verdict.REFUSED ? " refused" : " unavailable in peace"),
                    token.toString());
        }
    }

    /**
     * Whether nobody may know any more that a token is dead: the revocation of what no backend held is remembered for the
     * migrator's lag; and a migrator that writes a row again that it has written before (M5) brings back the access token
     * of that row, and what a backend says of its refresh token, which nobody can use.
     */
    private boolean isForgotten(Token token, boolean used) {
        boolean ofNobody = token.death() == Death.REVOKED && !token.heldAtItsEnd();
        return ofNobody && circumstances.afterLag(token.diedAt())
                || circumstances.rowsWrittenAgain() && !used && token.death() == Death.REPLACED;
    }

    /** Whether a token is alive beyond doubt, and a backend that may be asked holds it for active. */
    private boolean isAlive(Token token, Collection<Side> asked) {
        if (token.doubtful() || asked.stream().noneMatch(side -> isActive(token, side))) {
            return false;
        }
        ledger.called();
        return token.death() == null && !ledger.replaced(token.hash()) && !isLeftBehind(token);
    }

    /** Whether it is the access token beside a refresh token that is dead or may be: nobody promises that it lives on. */
    private static boolean isLeftBehind(Token token) {
        return token.line().pairs().stream()
                .anyMatch(pair -> pair.access() == token && pair.isWhole() && !isAliveForSure(pair.refresh()));
    }

    private boolean isActive(Token token, Side side) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("parameters", "token=" + token.value()));
        ApiCall call = ApiCall.of(Catalogue.operation("auth-introspection-standard"))
                .body(body)
                .build();
        return Verdict.ofStandard(backends.apply(side, call)) == Verdict.ACCEPTED;
    }

    /**
     * The use of a refresh token was answered.
     *
     * @param access the access token that it brought, {@code null} if none
     * @param refresh the refresh token that it brought, {@code null} if none
     */
    public void refreshed(
            Presentation used,
            Verdict verdict,
            Collection<Side> asked,
            @Nullable String access,
            @Nullable String refresh) {
        ledger.called();
        used.token().useAnswered();
        Line line = used.token().line();
        Token again = refresh == null ? null : line.refreshToken(refresh);
        if (verdict == Verdict.ACCEPTED && again != null && again != used.token()) {
            if (again.death() != null
                    && again.deathsBefore()
                            < used.deaths()) { // the idempotent answer brings what it brought before, while that lives
                throw new Violation(again.death() + " " + again.kind() + " handed out again", again.toString());
            }
            return;
        }
        answered(used, verdict, asked, true);
        boolean lost = unanswered.contains(used.token()); // a use without an answer counts as done (W1)
        if (verdict == Verdict.REFUSED && !lost && isAnsweredAgain(used, asked)) {
            throw new Violation(
                    "use that is answered again refused", used.token().toString());
        }
        if (verdict == Verdict.UNAVAILABLE) {
            unanswered.add(used.token());
        }
        boolean maybeClaimed = verdict == Verdict.UNAVAILABLE
                || verdict == Verdict.REFUSED && used.token().usedAtOnce();
        if (maybeClaimed && line.app().knownAt(List.of(Side.values())).size() < 2) {
            used.token().doubt(); // it counts as used at a backend that the client may not be able to use it at
        }
        if (verdict == Verdict.ACCEPTED && access != null) {
            boolean killedMeanwhile = used.isKilledMeanwhile();
            Pair brought = line.add(access, refresh);
            if (brought.refresh() != used.token()) {
                dies(used.token(), Death.REPLACED, true);
            }
            if (used.isCodeRepeated() || killedMeanwhile) {
                brought.tokens().forEach(Token::doubt);
            }
            // where refresh tokens are kept, each backend may have given out an access token for the same one
            line.pairs().stream()
                    .map(Pair::access)
                    .filter(token -> ledger.replaced(token.hash()))
                    .forEach(token -> dies(token, Death.REPLACED, true));
        }
        countLines();
    }

    /**
     * Whether a backend that has replaced a refresh token would answer its use as it did before, to whoever presented it
     * while it was alive. Only such a backend is asked, for it has nothing left to use up.
     */
    private boolean isAnsweredAgain(Presentation used, Collection<Side> asked) {
        Token token = used.token();
        if (used.death() != null || token.doubtful() || !used.servable()) {
            return false;
        }
        App app = token.line().app();
        String form = "grant_type=refresh_token&refresh_token=" + token.value();
        Map<String, String> body = app.isPublic()
                ? Map.of("clientId", Long.toString(app.id()), "parameters", form)
                : Map.of("clientId", Long.toString(app.id()), "clientSecret", app.secret(), "parameters", form);
        ApiCall call = ApiCall.of(Catalogue.operation("auth-token"))
                .body(JsonMapper.shared().writeValueAsString(body))
                .build();
        return asked.stream()
                .filter(side -> ledger.replaced(side, token.hash()))
                .anyMatch(side -> Verdict.ofAction(backends.apply(side, call), "OK") == Verdict.ACCEPTED);
    }

    /** An access token is to be given a new value. */
    public Presentation updates(Pair pair) {
        return Presentation.of(pair.access(), deaths);
    }

    /**
     * An access token was given a new value, or was not.
     *
     * @param access the new value, {@code null} if there is none
     */
    public void updated(Pair pair, Presentation old, Verdict verdict, Collection<Side> asked, @Nullable String access) {
        ledger.called();
        if (verdict != Verdict.ACCEPTED || old.death() != null) { // the client may be locked: it is not who asks
            answered(old, verdict, asked);
        }
        App app = pair.access().line().app();
        if (verdict == Verdict.UNAVAILABLE) {
            pair.access().doubt();
            if (app.knownAt(List.of(Side.values())).size() < 2) {
                pair.refresh()
                        .doubt(); // its row counts as used at a backend that the client may not be able to use it at
            }
        } else if (verdict == Verdict.ACCEPTED && access != null) {
            pair.access().line().addBeside(pair, access);
            dies(pair.access(), Death.REPLACED, true);
        }
        countLines();
    }

    /** Whether a pair lives, as far as anybody has been told, and nothing that would end it is under way. */
    public boolean isLiving(Pair pair) {
        return pair.tokens().stream().noneMatch(token -> token.death() != null || token.doubtful());
    }

    /** Whether a backend holds a pair. */
    public boolean isHeld(Pair pair, Side side) {
        return pair.tokens().stream().allMatch(token -> isActive(token, side));
    }

    /** What can be read in two ways was sent: it is refused. */
    public void ambiguous(Verdict verdict) {
        ledger.called();
        if (verdict == Verdict.ACCEPTED) {
            throw new Violation("ambiguous request accepted", "of a stranger or of the client");
        }
        countLines();
    }

    /** The code of a login is presented to be redeemed. */
    public Redemption redeems(Line line) {
        Redemption redemption = Redemption.of(line);
        if (redemption.repeated()) { // a backend may revoke what a code brought that is presented twice
            line.pairs().forEach(pair -> pair.tokens().forEach(Token::doubt));
        }
        line.codePresented();
        line.asks(answeredKills.size());
        return redemption;
    }

    /** The redemption of a code was answered. */
    public void redeemed(
            Redemption redemption,
            Verdict verdict,
            Collection<Side> asked,
            @Nullable String access,
            @Nullable String refresh) {
        Line line = redemption.line();
        if (verdict == Verdict.ACCEPTED && redemption.redeemed()) {
            throw new Violation("redeemed code accepted", "login " + line.login());
        }
        if (verdict == Verdict.REFUSED && redemption.mustSucceed(asked, circumstances.now())) {
            throw new Violation("living code refused", "login " + line.login());
        }
        line.codeRedeemed(verdict == Verdict.ACCEPTED);
        if (verdict == Verdict.ACCEPTED && access != null) {
            issued(line, access, refresh, true);
            if (line.codePresentations() > 1) { // at once, so that the tokens were not known to anybody yet
                line.pairs().forEach(pair -> pair.tokens().forEach(Token::doubt));
            }
        } else {
            ledger.called();
            countLines();
        }
    }

    /** No login has more than one line of tokens, known to somebody or not. */
    private void countLines() {
        Map<String, Integer> counts = ledger.countLines(hash -> lines.stream()
                .flatMap(line -> line.pairs().stream())
                .anyMatch(pair ->
                        pair.refresh().death() != null && pair.refresh().hash().equals(hash)));
        counts.forEach((login, count) -> {
            if (count > 1) {
                throw new Violation("issued twice", "login " + login + " has " + count + " living lines");
            }
        });
    }

    /** The owner of a token presents it to be revoked. (A stranger's revocation changes nothing, whatever the answer.) */
    public Kill revokes(Pair pair, Token presented) {
        ledger.called();
        boolean gone = presented.death() != null || ledger.gone(presented.hash());
        List<Token> related = presented.line().withRefreshTokenOf(pair);
        related.forEach(Token::doubt);
        List<Token> row = presented == pair.refresh() ? related : pair.tokens();
        return gone
                ? new Kill(List.of(presented), Set.of(), related::contains, Death.REVOKED)
                : new Kill(row, held(row), related::contains, Death.REVOKED);
    }

    /** A revocation by the owner was answered: the row of the token is dead, unless a refresh had just taken it out of it. */
    public void revoked(Kill kill, Token presented, Verdict verdict) {
        ledger.called();
        boolean gone = ledger.replaced(presented.hash());
        killed(gone ? new Kill(List.of(presented), Set.of(), kill.concerned(), kill.death()) : kill, verdict);
    }

    /** Something begins that kills many: what was handed out before may be dead from now on. */
    public Kill kills(Predicate<Token> concerned, Death death) {
        ledger.called();
        List<Token> doomed = tokens(concerned);
        doomed.forEach(Token::doubt);
        Kill kill = new Kill(doomed, held(doomed), concerned, death);
        killsOfMany.add(kill);
        return kill;
    }

    /** A kill was answered: what was handed out before it began is dead, what was handed out meanwhile may be. */
    public void killed(Kill kill, Verdict verdict) {
        ledger.called();
        tokens(kill.concerned()).forEach(Token::doubt);
        answeredKills.add(kill);
        if (verdict == Verdict.UNAVAILABLE) { // what a use at the same time brought may fall with it
            kill.doomed().forEach(token -> endedMaybe.add(token.line()));
        }
        if (verdict == Verdict.ACCEPTED) {
            kill.doomed().forEach(token -> dies(token, kill.death(), kill.held().contains(token)));
        }
    }

    /** Returns those of some tokens that a backend holds. */
    private Set<Token> held(List<Token> some) {
        return some.stream().filter(token -> !ledger.gone(token.hash())).collect(Collectors.toSet());
    }

    private void dies(Token token, Death cause, boolean held) {
        token.dies(cause, circumstances.now(), deaths++, held);
    }

    private List<Token> tokens(Predicate<Token> concerned) {
        List<Token> tokens = new ArrayList<>();
        lines.forEach(line -> line.pairs().forEach(pair -> tokens.addAll(pair.tokens())));
        tokens.removeIf(concerned.negate());
        return tokens;
    }
}
