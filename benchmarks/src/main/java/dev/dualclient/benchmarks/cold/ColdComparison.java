package dev.dualclient.benchmarks.cold;

import dev.dualclient.benchmarks.process.ClassPath;
import dev.dualclient.benchmarks.process.Java;
import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.stub.Stubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the first seconds of processes that ask Authlete about tokens: an HTTP client alone ({@code direct}), the
 * vendor's client ({@code sdk}), and Dual Client ({@code dual}), also with what an operator can switch on against a cold
 * start. Every run is a new process, and the clients take turns.
 *
 * <p>Options: {@code --quick} measures two points in three minutes; {@code --rounds=N} sets how many processes a client gets
 * at each point instead of five; {@code --docs} also writes docs/performance.md.
 */
public final class ColdComparison {

    private static final Path OUTPUT = Path.of("benchmarks", "target", "cold");
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

    private final Stubs stubs;
    private final Path folder;
    private final String classPath;

    private ColdComparison(Stubs stubs, Path folder) throws IOException {
        this.stubs = stubs;
        this.folder = folder;
        this.classPath = ClassPath.jarred(folder);
    }

    /** Runs the comparison. */
    public static void main(String[] options) throws Exception {
        System.setProperty("java.awt.headless", "true");
        List<String> chosen = List.of(options);
        Files.createDirectories(OUTPUT);
        run(Effort.of(chosen), OUTPUT).tell(chosen);
    }

    /** Compares, and writes {@code cold.csv} and {@code cold.svg}. */
    static Outcome run(Effort effort, Path output) throws Exception {
        Path folder = Files.createTempDirectory("dual-client-cold");
        try (Stubs stubs = Stubs.start()) {
            ColdComparison comparison = new ColdComparison(stubs, folder);
            List<Series> all = new ArrayList<>();
            for (boolean secure : List.of(false, true)) {
                List<Point> points = effort.points().stream()
                        .filter(point -> point.secure() == secure)
                        .toList();
                if (!points.isEmpty()) {
                    comparison.train(secure, effort.training());
                    for (Point point : points) {
                        all.addAll(comparison.at(point, effort));
                    }
                }
            }
            ColdReport report = new ColdReport(all);
            Files.writeString(output.resolve("cold.csv"), report.csv());
            ColdChart.write(all, output.resolve("cold.svg"));
            return new Outcome(Command.COLD, ColdTargets.of(all), report.markdown(), output.resolve("cold.svg"));
        } finally {
            delete(folder);
        }
    }

    /** Writes the archive of classes. This warms the stub backends, too: their cold start would count as the clients'. */
    private void train(boolean secure, int seconds) throws IOException, InterruptedException {
        Point point = new Point(secure, 0, Point.MANY);
        System.err.println("training: " + point);
        run(Client.DIRECT, List.of(), point, seconds);
        run(Client.DUAL, Client.writing(archive(secure)), point, seconds);
        if (!Files.exists(Path.of(archive(secure)))) {
            throw new IOException("the JVM wrote no archive of classes");
        }
    }

    private List<Series> at(Point point, Effort effort) throws IOException, InterruptedException {
        List<Series> all = point.clients().stream()
                .map(client -> new Series(point, client, new ArrayList<>()))
                .toList();
        List<Series> order = new ArrayList<>(all);
        for (int round = 0; round < effort.rounds(); round++) {
            System.err.println(point + ": round " + (round + 1));
            for (Series series : order) {
                List<String> options = series.client().options(archive(point.secure()));
                series.runs().add(run(series.client(), options, point, effort.seconds()));
            }
            Collections.rotate(order, 1); // nobody always follows the same one
        }
        return all;
    }

    private Run run(Client client, List<String> options, Point point, int seconds)
            throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(HEAP);
        jvm.addAll(stubs.trust());
        jvm.addAll(options);
        List<String> lines = Java.run(
                classPath, jvm, ColdProcess.class, ColdProcess.arguments(client, stubs.addresses(), point, seconds));
        return new Run(lines.stream()
                .filter(line -> line.startsWith(ColdProcess.SECOND))
                .map(line -> Second.read(line.substring(ColdProcess.SECOND.length())))
                .toList());
    }

    private String archive(boolean secure) {
        return folder.resolve(secure ? "tls.archive" : "plain.archive").toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
