package dev.dualclient.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/**
 * The page of targets, {@code docs/performance.md}, and its annex of figures, {@code docs/performance-figures.md}. A command
 * replaces its own targets and figures, those of the version of Java that it runs on.
 */
public final class PerformancePage {

    private static final String END = "<!-- end -->";

    private final Path targets;
    private final Path figures;
    private final int version;

    /** Finds both pages in a folder. */
    public PerformancePage(Path docs) {
        this(docs, Runtime.version().feature());
    }

    PerformancePage(Path docs, int version) {
        this.targets = docs.resolve("performance.md");
        this.figures = docs.resolve("performance-figures.md");
        this.version = version;
    }

    /** Returns the machine on which something was measured, and its Java. */
    public static String machine() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), "
                + Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    /**
     * Writes what a command has measured.
     *
     * @param machine where it was measured
     * @throws IOException if a page cannot be written, or has no place for this version of Java; the message says how to
     *     make one
     */
    public void write(Outcome outcome, String machine) throws IOException {
        replace(targets, "targets", table -> TargetTable.merged(table, outcome.command(), outcome.targets()));
        String chart = outcome.picture() == null ? "" : "\n" + chart(outcome.command(), outcome.picture());
        replace(figures, outcome.command().word(), before -> machine + "\n\n" + outcome.figures() + chart);
    }

    private String chart(Command command, Path picture) throws IOException {
        String name = command.chart() + "-" + version + ".svg";
        Files.copy(picture, figures.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        return "![Chart](" + name + ")\n";
    }

    private void replace(Path page, String part, UnaryOperator<String> change) throws IOException {
        String begin = "<!-- " + part + ", Java " + version + ": generated -->";
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(END, from);
        if (from < 0 || to < 0) {
            throw new IOException(page + " has no place for that: add a line " + begin + " and after it a line " + END);
        }
        int after = from + begin.length();
        String changed = change.apply(text.substring(after, to)).strip();
        Files.writeString(page, text.substring(0, after) + "\n\n" + changed + "\n\n" + text.substring(to));
    }
}
