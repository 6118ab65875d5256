package dev.dualclient.migration;

import dev.dualclient.call.Sha256;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Some clients that are further than the others: always the same ones, on every node, and a larger share holds all
 * clients of a smaller one. Immutable.
 *
 * @param stage the stage of these clients
 * @param percent how many of a hundred clients are meant; two decimals count
 */
public record Canary(Stage stage, double percent) {

    private static final int BUCKETS = 10_000;
    private static final double ALL = 100;

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is no percentage
     */
    public Canary {
        if (!(percent >= 0 && percent <= ALL)) {
            throw new IllegalArgumentException(
                    "dual-client.canary.percent is " + percent + ": write a number from 0 to 100");
        }
    }

    /** Returns whether a client is among them, by its id. */
    boolean includes(String clientId) {
        return bucket(clientId) < percent / ALL * BUCKETS;
    }

    private static long bucket(String clientId) {
        byte[] hash = Sha256.digest().digest(clientId.getBytes(StandardCharsets.UTF_8));
        return Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
    }

    @Override
    public String toString() {
        return "a canary of " + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %: "
                + stage.text();
    }
}
