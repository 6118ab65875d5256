package dev.dualclient.benchmarks.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Both stub backends, running in a process of their own until closed. Thread-safe. */
public final class Stubs implements AutoCloseable {

    private static final String HEAP = "-Xmx512m";

    private final Process process;
    private final BufferedReader output;
    private final List<Integer> ports;
    private final SSLContext tls;

    private Stubs(Process process, BufferedReader output, List<Integer> ports, SSLContext tls) {
        this.process = process;
        this.output = output;
        this.ports = ports;
        this.tls = tls;
    }

    /** Starts the backends with the JVM and the class path of this process. */
    public static Stubs start() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("dual-client-stubs");
        Certificate certificate = Certificate.create(folder);
        SSLContext tls = certificate.trusting();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubBackends.class.getName(),
                        certificate.file().toString(),
                        certificate.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ports = output.readLine();
        Files.delete(certificate.file());
        Files.delete(folder);
        if (ports == null) {
            throw new IOException("the stub backends did not start");
        }
        return new Stubs(
                process,
                output,
                Stream.of(ports.split(" ")).map(Integer::valueOf).toList(),
                tls);
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

    /** Returns what trusts the backends' certificate. */
    public SSLContext tls() {
        return tls;
    }

    /** Returns how many connections were opened to the backends so far. */
    public long connections() {
        return Long.parseLong(asked(StubBackends.CONNECTIONS));
    }

    /** Lets everything be answered that was to hang. */
    public void release() {
        asked(StubBackends.RELEASE);
    }

    private synchronized String asked(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String answer = output.readLine();
            if (answer == null) {
                throw new IOException("the stub backends have ended");
            }
            return answer;
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
