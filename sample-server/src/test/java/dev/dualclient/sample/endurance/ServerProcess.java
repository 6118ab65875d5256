package dev.dualclient.sample.endurance;

import dev.dualclient.sample.backends.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed at any moment. */
final class ServerProcess implements AutoCloseable {

    private static final long LONGEST_START = 180;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::listen, "server-process");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a server. {@link #caller} waits until it serves. */
    static ServerProcess start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it may be killed soon
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
        command.addAll(arguments);
        try {
            return new ServerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(ServerMain.SERVES)) {
                    port.complete(Integer.valueOf(line.substring(ServerMain.SERVES.length())));
                }
                last = line;
            }
            port.completeExceptionally(new IllegalStateException("the server has ended: " + last));
        } catch (IOException killed) {
            port.completeExceptionally(killed);
        }
    }

    /** Returns who calls it, once it serves. */
    Caller caller() {
        return new Caller(port.orTimeout(LONGEST_START, TimeUnit.SECONDS).join());
    }

    /** Kills it where it stands: SIGKILL, where there are signals. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
