package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.stub.Stubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Compares four ways of asking Authlete about tokens: an HTTP client alone ({@code direct}), the vendor's own client
 * ({@code sdk}), Dual Client ({@code dual}), and the replay of every failure over two of the vendor's clients
 * ({@code naive}). In one run, in turns, on the loopback, against backends in a process of their own.
 *
 * <p>Options: {@code --quick} takes five minutes instead of twenty; {@code --docs} also writes docs/performance.md.
 */
public final class LoadComparison {

    private static final Path OUTPUT = Path.of("benchmarks", "target", "load");

    private LoadComparison() {}

    /** Runs the comparison. */
    public static void main(String[] options) throws Exception {
        System.setProperty("java.awt.headless", "true");
        List<String> chosen = List.of(options);
        Files.createDirectories(OUTPUT);
        run(Effort.of(chosen), Point.all(), OUTPUT).tell(chosen);
        System.exit(0); // threads of the vendor's clients may still wait for the primary that hung
    }

    /** Compares, and writes {@code load.md}, {@code load.csv} and {@code load.svg}. */
    static Outcome run(Effort effort, List<Point> points, Path output)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (Stubs stubs = Stubs.start()) {
            SSLContext.setDefault(stubs.addresses().tls()); // which is what the vendor's client uses
            try (Crew crew = new Crew(new Cost(stubs::connections));
                    Lanes lanes = new Lanes(stubs.addresses())) {
                Comparison comparison = new Comparison(lanes::of, crew, effort, System.err::println);
                List<Series> all = comparison.run(points);
                System.err.println("primary hangs");
                Hanging hanging = Hanging.measure(stubs, crew, effort);
                Report report = new Report(all, comparison.warmUps());
                Files.writeString(output.resolve("load.md"), report.markdown());
                Files.writeString(output.resolve("load.csv"), report.csv());
                ThroughputChart.write(all, output.resolve("load.svg"));
                return new Outcome(
                        Command.LOAD, LoadTargets.of(all, hanging), report.markdown(), output.resolve("load.svg"));
            }
        }
    }
}
