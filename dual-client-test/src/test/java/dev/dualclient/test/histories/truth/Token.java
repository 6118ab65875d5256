package dev.dualclient.test.histories.truth;

import dev.dualclient.test.emulator.state.Opaque;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A token that was handed out, and what became of it. Its {@code toString} leaves the value out. */
public final class Token {

    /** What a token is for. */
    public enum Kind {
        ACCESS_TOKEN,
        REFRESH_TOKEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final Kind kind;
    private final String value;
    private final String hash;
    private final Line line;
    private final int number;
    private @Nullable Death death;
    private long diedAt;
    private int deaths;
    private boolean doubtful;
    private boolean held;
    private int usesBegun;
    private int usesAnswered;
    private int usesSinceAlone;

    Token(Kind kind, String value, Line line, int number) {
        this.kind = kind;
        this.value = value;
        this.hash = Opaque.hash(opaque(value));
        this.line = line;
        this.number = number;
    }

    /** Returns what a backend knows the token by: the {@code jti} of a JWT, else the value itself. */
    private static String opaque(String value) {
        String[] parts = value.split("\\.");
        if (parts.length != 3) {
            return value;
        }
        byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
        return JsonMapper.shared().readTree(claims).path("jti").asString(value);
    }

    public Kind kind() {
        return kind;
    }

    public String value() {
        return value;
    }

    /** Returns the hash by which a backend's token list names it. */
    String hash() {
        return hash;
    }

    public Line line() {
        return line;
    }

    /** Returns why it is dead, {@code null} if it is not known to be. */
    @Nullable
    Death death() {
        return death;
    }

    long diedAt() {
        return diedAt;
    }

    /** Returns how many deaths there had been before its own. */
    int deathsBefore() {
        return deaths;
    }

    /** The first death counts. */
    void dies(Death cause, long now, int deathsBefore, boolean heldThen) {
        if (death == null) {
            death = cause;
            held = heldThen;
            diedAt = now;
            deaths = deathsBefore;
        }
    }

    /** Whether a backend held it when the end that it is dead of began. */
    boolean heldAtItsEnd() {
        return held;
    }

    /** Whether it was killed for good, at both backends, and late copies of it with it. */
    boolean endedInFull() {
        return held
                && death != null
                && switch (death) {
                    case REVOKED, KILLED_BY_SUBJECT, KILLED_BY_CLIENT, CLIENT_DELETED -> true;
                    case REPLACED, KILLED_BY_GRANT -> false;
                };
    }

    /** Whether it may be dead or alive: something that would have killed it was not answered. */
    boolean doubtful() {
        return doubtful;
    }

    void doubt() {
        doubtful = true;
    }

    void useBegins() {
        usesSinceAlone = usesBegun == usesAnswered ? 1 : usesSinceAlone + 1;
        usesBegun++;
    }

    void useAnswered() {
        usesAnswered++;
    }

    int usesBegun() {
        return usesBegun;
    }

    int usesAnswered() {
        return usesAnswered;
    }

    /** Whether the latest use of it was not the only one at its time. */
    boolean usedAtOnce() {
        return usesSinceAlone > 1;
    }

    @Override
    public String toString() {
        return kind + " " + number + " of login " + line.login();
    }
}
