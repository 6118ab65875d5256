package dev.dualclient.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs classes in processes of the same Java as this one. */
public final class Java {

    private Java() {}

    /**
     * Runs a class until it ends, and returns the lines that it prints.
     *
     * @param options options of the JVM
     * @throws IOException if it fails; the message holds what it has printed
     */
    public static List<String> run(String classPath, List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = output.lines().toList();
            if (process.waitFor() != 0) {
                throw new IOException(main.getSimpleName() + " failed:\n" + String.join("\n", lines));
            }
            return lines;
        }
    }
}
