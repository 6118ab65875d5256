package dev.dualclient.benchmarks.stub;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Where the stub backends are. Immutable.
 *
 * @param ports the ports of the primary, then those of the secondary, each without TLS and then with it
 * @param tls what trusts their certificate
 */
public record Addresses(List<Integer> ports, SSLContext tls) {

    /** Reads what {@link #text} has written, in a process that trusts the certificate by default. */
    public static Addresses read(String text) throws NoSuchAlgorithmException {
        return new Addresses(ports(text, ","), SSLContext.getDefault());
    }

    static List<Integer> ports(String text, String separator) {
        return Stream.of(text.split(separator)).map(Integer::valueOf).toList();
    }

    /** Returns the ports, for an argument of another process. */
    public String text() {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Returns the base URL of a backend.
     *
     * @param home {@link Home#PRIMARY} or {@link Home#SECONDARY}
     * @param delay after how many milliseconds it answers, negative for never
     */
    public String url(Home home, boolean secure, int delay) {
        int port = ports.get((home == Home.PRIMARY ? 0 : 2) + (secure ? 1 : 0));
        String path = delay < 0 ? StubHandler.HANG : String.valueOf(delay);
        return (secure ? "https" : "http") + "://127.0.0.1:" + port + "/" + path;
    }
}
