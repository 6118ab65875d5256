package dev.dualclient.test.histories.truth;

import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One login: a code maybe, and the tokens that come of it, of which one pair lives at most. */
public final class Line {

    private final int login;
    private final App app;
    private final String subject;
    private final List<Pair> pairs = new ArrayList<>();
    private @Nullable String code;
    private long codeIssuedAt;
    private int codePresentations;
    private boolean codeRedeemed;
    private boolean redeemable;
    private int killsBefore;

    /**
     * Creates a login without tokens yet.
     *
     * @param login its number, which its rows carry at the backends as a property
     */
    public Line(int login, App app, String subject) {
        this.login = login;
        this.app = app;
        this.subject = subject;
    }

    public int login() {
        return login;
    }

    public App app() {
        return app;
    }

    public String subject() {
        return subject;
    }

    /** Returns the pairs in the order in which they were handed out. */
    public List<Pair> pairs() {
        return pairs;
    }

    public @Nullable String code() {
        return code;
    }

    /**
     * A code was issued.
     *
     * @param fair whether nothing went wrong meanwhile, in a stage in which a login begins where the client's secret is
     *     known
     */
    public void code(String issued, long now, boolean fair) {
        code = issued;
        codeIssuedAt = now;
        redeemable = fair && app.knownAt(List.of(Side.SECONDARY)).contains(Side.SECONDARY);
    }

    /** Whether the code lives where the client can authenticate. */
    boolean redeemable() {
        return redeemable;
    }

    long codeIssuedAt() {
        return codeIssuedAt;
    }

    int codePresentations() {
        return codePresentations;
    }

    boolean codeRedeemed() {
        return codeRedeemed;
    }

    void codePresented() {
        codePresentations++;
    }

    void codeRedeemed(boolean now) {
        codeRedeemed |= now;
    }

    /** A request begins that may bring its first tokens; so many kills had been answered by then. */
    void asks(int killsAnswered) {
        killsBefore = killsAnswered;
    }

    int killsBefore() {
        return killsBefore;
    }

    /** Returns the refresh token of a value that was handed out before, {@code null} if it is new. */
    @Nullable
    Token refreshToken(String value) {
        return pairs.stream()
                .map(Pair::refresh)
                .filter(token -> token.value().equals(value))
                .findFirst()
                .orElse(null);
    }

    /** Returns the refresh token of a pair with all access tokens that it brought: several where it is kept. */
    List<Token> withRefreshTokenOf(Pair pair) {
        return pairs.stream()
                .filter(other -> other.refresh() == pair.refresh())
                .flatMap(other -> other.tokens().stream())
                .distinct()
                .toList();
    }

    /** Adds an access token that took the place of another beside the same refresh token. */
    void addBeside(Pair pair, String access) {
        pairs.add(new Pair(new Token(Token.Kind.ACCESS_TOKEN, access, this, pairs.size()), pair.refresh()));
    }

    Pair add(String access, @Nullable String refresh) {
        int number = pairs.size();
        Token last = pairs.isEmpty() ? null : pairs.get(number - 1).refresh();
        boolean kept = last != null && (refresh == null || refresh.equals(last.value()));
        Token held =
                kept ? last : new Token(Token.Kind.REFRESH_TOKEN, refresh == null ? Pair.NONE : refresh, this, number);
        Pair pair = new Pair(new Token(Token.Kind.ACCESS_TOKEN, access, this, number), held);
        pairs.add(pair);
        return pair;
    }
}
