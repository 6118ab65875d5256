package dev.dualclient.test.histories.truth;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.Opaque;
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
    private final List<Predicate<Token>> kills = new ArrayList<>();

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
     * @param throughNode whether that was answered by a node; if not, they may be of before a kill for all that a node
     *     can know
     */
    public void issued(Line line, String access, @Nullable String refresh, boolean throughNode) {
        Pair pair = line.add(access, refresh);
        for (Token token : pair.tokens()) {
            if (!throughNode && kills.stream().anyMatch(kill -> kill.test(token))) {
                token.doubt();
            }
        }
        ledger.called();
    }

    /** Rows were copied from backend to backend. */
    public void copied() {
        ledger.copied();
    }

    /** Whether a token is alive: not dead, and a backend that may be asked holds it for active. */
    public boolean isAlive(Token token, Collection<Side> asked) {
        return token.death() == null
                && !ledger.replaced(token.hash())
                && asked.stream().anyMatch(side -> isActive(token, side));
    }

    private boolean isActive(Token token, Side side) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("parameters", "token=" + token.value()));
        ApiCall call = ApiCall.of(Catalogue.operation("auth-introspection-standard"))
                .body(body)
                .build();
        return Verdict.ofStandard(backends.apply(side, call)) == Verdict.ACCEPTED;
    }

    /**
     * A token was presented.
     *
     * @param wasAlive whether it was alive before
     * @param asked who may be asked
     */
    public void presented(Token token, Verdict verdict, boolean wasAlive, Collection<Side> asked) {
        Death death = token.death();
        boolean certain = !token.doubtful() && !token.line().app().doubtful();
        if (verdict == Verdict.ACCEPTED) {
            if (death != null && !circumstances.excuse(token.diedAt())) {
                throw new Violation(death + " " + token.kind() + " accepted", token.toString());
            }
            if (Boolean.TRUE.equals(token.line().app().locked())) {
                throw new Violation("token of a locked client accepted", token.toString());
            }
        } else if (certain && wasAlive && isAlive(token, asked)) {
            if (verdict == Verdict.REFUSED) {
                throw new Violation("living " + token.kind() + " refused", token.toString());
            }
            if (circumstances.peace()) {
                throw new Violation("living " + token.kind() + " unavailable in peace", token.toString());
            }
        }
    }

    /** A refresh token was presented to be used. */
    public void refreshed(
            Pair used,
            Verdict verdict,
            boolean wasAlive,
            Collection<Side> asked,
            @Nullable String access,
            @Nullable String refresh) {
        boolean again =
                refresh != null && !refresh.equals(used.refresh().value()) && ledger.holds(Opaque.hash(refresh));
        ledger.called();
        if (again) {
            return; // the idempotent answer: what that refresh brought before
        }
        presented(used.refresh(), verdict, wasAlive, asked);
        Line line = used.refresh().line();
        if (verdict == Verdict.ACCEPTED && access != null) {
            Pair next = line.add(access, refresh);
            if (next.refresh() != used.refresh()) {
                used.refresh().dies(Death.REPLACED, circumstances.now());
            }
            // where refresh tokens are kept, each backend may have given out an access token for the same one
            line.pairs().stream()
                    .map(Pair::access)
                    .filter(token -> ledger.replaced(token.hash()))
                    .forEach(token -> token.dies(Death.REPLACED, circumstances.now()));
        }
        countLines();
    }

    /** A code was presented to be redeemed. */
    public void redeemed(Line line, Verdict verdict, @Nullable String access, @Nullable String refresh) {
        boolean before = line.codeRedeemed();
        if (line.codePresented()) { // a backend may revoke what a code brought that is presented twice
            line.pairs().forEach(pair -> pair.tokens().forEach(Token::doubt));
        }
        line.presented(verdict == Verdict.ACCEPTED);
        if (verdict == Verdict.ACCEPTED && before) {
            throw new Violation("redeemed code accepted", "login " + line.login());
        }
        if (verdict == Verdict.ACCEPTED && access != null) {
            issued(line, access, refresh, true);
        }
        ledger.called();
        countLines();
    }

    /** No login has more than one line of tokens, known to somebody or not. */
    private void countLines() {
        Set<String> dead = new HashSet<>();
        lines.forEach(line -> line.pairs().forEach(pair -> {
            if (pair.refresh().death() != null) {
                dead.add(pair.refresh().hash());
            }
        }));
        ledger.lines().forEach((login, hashes) -> {
            hashes.removeAll(dead);
            if (hashes.size() > 1) {
                throw new Violation("issued twice", "login " + login + " has " + hashes.size() + " living lines");
            }
        });
    }

    /** The owner of a token presented it to be revoked; a stranger's revocation changes nothing, whatever the answer. */
    public void revoked(Pair pair, Token presented, Verdict verdict) {
        boolean gone = presented.death() != null || ledger.replaced(presented.hash());
        ledger.called();
        for (Token token : pair.tokens()) {
            if (verdict == Verdict.ACCEPTED && (token == presented || !gone)) {
                token.dies(Death.REVOKED, circumstances.now());
            } else {
                token.doubt();
            }
        }
    }

    /** Something killed many; only what was handed out before it began is dead. */
    public void killed(Predicate<Token> concerned, Death death, Verdict verdict, Collection<Token> before) {
        ledger.called();
        kills.add(concerned);
        for (Token token : tokens()) {
            if (concerned.test(token)) {
                if (verdict == Verdict.ACCEPTED && before.contains(token)) {
                    token.dies(death, circumstances.now());
                } else {
                    token.doubt();
                }
            }
        }
    }

    /** Returns the tokens handed out so far. */
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        lines.forEach(line -> line.pairs().forEach(pair -> {
            tokens.add(pair.access());
            tokens.add(pair.refresh());
        }));
        return tokens;
    }

    /** A lock or unlock of a client begins: until it is answered, nobody knows. */
    public void locking(App app) {
        app.lock(null);
    }

    /** A lock or unlock of a client has ended. */
    public void locked(App app, boolean wanted, Verdict verdict) {
        app.lock(verdict == Verdict.ACCEPTED ? wanted : null);
    }

    /** A client's secret was changed, or was not. */
    public void secretChanged(App app, String next, Verdict verdict, Set<Side> holders) {
        if (verdict == Verdict.ACCEPTED) {
            app.replaceSecret(next);
            app.knownAt(holders);
        } else {
            app.doubt();
        }
    }

    /** A client was deleted, or was not. */
    public void deleted(App app, Verdict verdict, Collection<Token> before) {
        killed(token -> token.line().app() == app, Death.CLIENT_DELETED, verdict, before);
        if (verdict == Verdict.ACCEPTED) {
            app.goes();
        } else {
            app.doubt();
        }
    }

    /** A client authenticated, or tried to. */
    public void authenticated(App app, boolean formerSecret, Verdict verdict, Collection<Side> asked) {
        if (verdict == Verdict.ACCEPTED && formerSecret) {
            throw new Violation("replaced secret accepted", app.toString());
        }
        if (verdict == Verdict.ACCEPTED && Boolean.TRUE.equals(app.locked())) {
            throw new Violation("locked client served", app.toString());
        }
        if (verdict == Verdict.ACCEPTED && app.gone()) {
            throw new Violation("deleted client served", app.toString());
        }
        boolean usable = !app.doubtful()
                && !app.gone()
                && Boolean.FALSE.equals(app.locked())
                && !app.knownAt(asked).isEmpty();
        if (verdict == Verdict.REFUSED && !formerSecret && usable) {
            throw new Violation("valid secret refused", app.toString());
        }
    }
}
