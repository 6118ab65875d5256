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
import javax.net.ssl.SSLContext;

/** Both stub backends, running in a process of their own until closed. Thread-safe. */
public final class Stubs implements AutoCloseable {

    private static final String HEAP = "-Xmx512m";

    private final Process process;
    private final BufferedReader output;
    private final Addresses addresses;
    private final Certificate certificate;

    private Stubs(Process process, BufferedReader output, Addresses addresses, Certificate certificate) {
        this.process = process;
        this.output = output;
        this.addresses = addresses;
        this.certificate = certificate;
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
        if (ports == null) {
            throw new IOException("the stub backends did not start");
        }
        return new Stubs(process, output, new Addresses(Addresses.ports(ports, " "), tls), certificate);
    }

    /** Returns where the backends are. */
    public Addresses addresses() {
        return addresses;
    }

    /** Returns the options of a JVM that is to trust the backends' certificate by default. */
    public List<String> trust() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.file(),
                "-Djavax.net.ssl.trustStorePassword=" + certificate.password());
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
        certificate.delete();
    }
}
