package dev.dualclient.test.histories.truth;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is dead and what is alive, by what was asked and answered, and by the backends' own state, which it asks for
 * through their own API. Throws a {@link Violation} as soon as an answer contradicts it.
 */
public final class Truth {

    /** The property of a token that tells its login at the backends. */
    public static final String LOGIN = Ledger.LOGIN;

    private final BiFunction<Side, ApiCall, ApiAnswer> backends;
    private final Circumstances circumstances;
    private final Ledger ledger;
    private final List<Line> lines = new ArrayList<>();
    private final List<Kill> killsOfMany = new ArrayList<>();
    private final Set<Token> unanswered = new HashSet<>();
    private int deaths;

    /**
     * Begins a history in which nobody has logged in yet.
     *
     * @param backends asks a backend in peace, and nobody else learns of it
     */
    public Truth(BiFunction<Side, ApiCall, ApiAnswer> backends, Circumstances circumstances) {
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
        return line;
    }

    /**
     * A login brought tokens.
     *
     * @param throughNode whether that was answered by a node; if not, they may be of before a kill of many for all that a
     *     node can know
     */
    public void issued(Line line, String access, @Nullable String refresh, boolean throughNode) {
        for (Token token : line.add(access, refresh).tokens()) {
            if (!throughNode
                    && killsOfMany.stream().anyMatch(kill -> kill.concerned().test(token))) {
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

    /** A token is presented. */
    public Presentation presents(Token token) {
        return Presentation.of(token, deaths);
    }

    /**
     * The presentation of a token was answered.
     *
     * @param asked who may be asked about it
     */
    public void answered(Presentation presented, Verdict verdict, Collection<Side> asked) {
        Token token = presented.token();
        Death death = presented.death();
        if (verdict == Verdict.ACCEPTED) {
            if (death != null && !circumstances.excuse(token.diedAt())) {
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

    /** Whether a token is alive beyond doubt, and a backend that may be asked holds it for active. */
    private boolean isAlive(Token token, Collection<Side> asked) {
        if (token.doubtful() || asked.stream().noneMatch(side -> isActive(token, side))) {
            return false;
        }
        ledger.called();
        return token.death() == null && !ledger.replaced(token.hash());
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
        answered(used, verdict, asked);
        if (verdict == Verdict.UNAVAILABLE) {
            unanswered.add(used.token());
        }
        if (verdict == Verdict.UNAVAILABLE
                && line.app().knownAt(List.of(Side.values())).size() < 2) {
            used.token().doubt(); // it counts as used at a backend that the client may not be able to use it at
        }
        if (verdict == Verdict.ACCEPTED && access != null) {
            if (line.add(access, refresh).refresh() != used.token()) {
                dies(used.token(), Death.REPLACED);
            }
            // where refresh tokens are kept, each backend may have given out an access token for the same one
            line.pairs().stream()
                    .map(Pair::access)
                    .filter(token -> ledger.replaced(token.hash()))
                    .forEach(token -> dies(token, Death.REPLACED));
        }
        countLines();
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
        if (verdict == Verdict.UNAVAILABLE) {
            pair.access().doubt();
        } else if (verdict == Verdict.ACCEPTED && access != null) {
            pair.access().line().addBeside(pair, access);
            dies(pair.access(), Death.REPLACED);
        }
        countLines();
    }

    /** Whether a pair lives, as far as anybody has been told, and nothing that would end it is under way. */
    public boolean isLiving(Pair pair) {
        return pair.tokens().stream().noneMatch(token -> token.death() != null || token.doubtful());
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
        return new Kill(gone ? List.of(presented) : row, related::contains, Death.REVOKED);
    }

    /** A revocation by the owner was answered: the row of the token is dead, unless a refresh had just taken it out of it. */
    public void revoked(Kill kill, Token presented, Verdict verdict) {
        ledger.called();
        boolean gone = ledger.replaced(presented.hash());
        killed(gone ? new Kill(List.of(presented), kill.concerned(), kill.death()) : kill, verdict);
    }

    /** Something begins that kills many: what was handed out before may be dead from now on. */
    public Kill kills(Predicate<Token> concerned, Death death) {
        List<Token> doomed = tokens(concerned);
        doomed.forEach(Token::doubt);
        Kill kill = new Kill(doomed, concerned, death);
        killsOfMany.add(kill);
        return kill;
    }

    /** A kill was answered: what was handed out before it began is dead, what was handed out meanwhile may be. */
    public void killed(Kill kill, Verdict verdict) {
        ledger.called();
        tokens(kill.concerned()).forEach(Token::doubt);
        if (verdict == Verdict.ACCEPTED) {
            kill.doomed().forEach(token -> dies(token, kill.death()));
        }
    }

    private void dies(Token token, Death cause) {
        token.dies(cause, circumstances.now(), deaths++);
    }

    private List<Token> tokens(Predicate<Token> concerned) {
        List<Token> tokens = new ArrayList<>();
        lines.forEach(line -> line.pairs().forEach(pair -> tokens.addAll(pair.tokens())));
        tokens.removeIf(concerned.negate());
        return tokens;
    }
}
