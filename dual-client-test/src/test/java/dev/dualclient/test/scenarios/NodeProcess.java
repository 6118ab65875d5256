package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.stores.StoreSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A node in a process of its own, which can be killed where it stands. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<String> reached = new HashSet<>();

    private NodeProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::listen, "node-process");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a node.
     *
     * @param halts the points of {@link HaltingBackend} at which it stands still
     */
    static NodeProcess start(Emulators emulators, StoreSpace space, Set<String> halts) {
        try {
            NodeProcess node = new NodeProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1", // it lives for a few calls
                            "-XX:+UseSerialGC",
                            "-XX:+UnlockDiagnosticVMOptions",
                            "-XX:-BytecodeVerificationRemote",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeMain.class.getName(),
                            space.address(),
                            emulators.primary().baseUrl().toString(),
                            emulators.secondary().baseUrl().toString(),
                            String.join(",", halts))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            assertThat(node.next()).isEqualTo("ready");
            return node;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(NodeMain.TELLS)) {
                    told.add(line.substring(NodeMain.TELLS.length()));
                }
            }
            told.add("nothing more");
        } catch (IOException killed) {
            told.add("killed");
        }
    }

    private String next() {
        try {
            String line = told.poll(60, TimeUnit.SECONDS);
            return line == null ? "nothing" : line;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    /** Lets it do something, and returns how that ended. */
    String does(String what, TestClient client, String credential) {
        begins(what, client, credential);
        String line = next();
        while (line.startsWith("before ") || line.startsWith("after ")) {
            line = next();
        }
        return line;
    }

    /** Lets it begin with something that it does not end. */
    void begins(String what, TestClient client, String credential) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(
                            List.of(
                                            what,
                                            String.valueOf(client.id()),
                                            client.secret(),
                                            client.redirectUri(),
                                            credential)
                                    .stream()
                                    .collect(Collectors.joining(" ", "", "\n")))
                    .flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it stands still at all its points, and kills it there: SIGKILL, where there are signals. */
    void isKilledAt(Set<String> points) {
        List<String> missing = new ArrayList<>(points);
        while (!reached.containsAll(points)) {
            String line = next();
            missing.remove(line);
            assertThat(line).as("waiting for %s", missing).matches("(before|after) .*");
            reached.add(line);
        }
        close();
    }

    /** What a node tells of the answer to a token request: the action, and the tokens, if any. */
    static String told(TokenResponse response) {
        boolean ok = response.getAction() == TokenResponse.Action.OK;
        return "ended " + response.getAction()
                + (ok ? " " + response.getAccessToken() + " " + response.getRefreshToken() : "");
    }

    /** Reads what {@link #told} wrote, of a request that succeeded. */
    static OAuth.Tokens tokens(String told) {
        assertThat(told).startsWith("ended OK ");
        String[] words = told.split(" ");
        return new OAuth.Tokens(words[2], words[3]);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
