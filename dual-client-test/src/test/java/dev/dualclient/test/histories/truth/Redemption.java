package dev.dualclient.test.histories.truth;

import dev.dualclient.operation.Side;
import java.util.Collection;

/**
 * A code on its way to a backend, as it was when it was presented.
 *
 * @param line the login that it belongs to
 * @param repeated whether it had been presented before
 * @param redeemed whether it had been redeemed before
 * @param changes how often the client had been changed by then
 */
public record Redemption(Line line, boolean repeated, boolean redeemed, int changes) {

    private static final long LIFE = 600_000;

    static Redemption of(Line line) {
        return new Redemption(
                line,
                line.codePresentations() > 0,
                line.codeRedeemed(),
                line.app().changes());
    }

    /** Whether nothing speaks against it, wherever the code lives. */
    boolean mustSucceed(Collection<Side> asked, long now) {
        App app = line.app();
        return line.codePresentations() == 1
                && now < line.codeIssuedAt() + LIFE
                && app.state() == App.State.USABLE
                && app.changes() == changes
                && asked.contains(Side.SECONDARY)
                && (app.knownAt(asked).size() == Side.values().length || line.redeemable());
    }
}
