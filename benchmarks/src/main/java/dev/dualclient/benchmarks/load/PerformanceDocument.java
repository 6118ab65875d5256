package dev.dualclient.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The page of figures: each run replaces those of its version of Java. */
final class PerformanceDocument {

    private PerformanceDocument() {}

    static void write(Path docs, Path output) throws IOException {
        int version = Runtime.version().feature();
        String chart = "performance-" + version + ".svg";
        Path page = docs.resolve("performance.md");
        String begin = "<!-- load, Java " + version + ": generated -->";
        String end = "<!-- end -->";
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        if (from < 0) {
            throw new IOException(
                    page + " has no place for Java " + version + ": add a line " + begin + " and a line " + end);
        }
        int to = text.indexOf(end, from);
        String figures =
                begin + "\n\n" + Files.readString(output.resolve("load.md")) + "\n![Throughput](" + chart + ")\n\n";
        Files.writeString(page, text.substring(0, from) + figures + text.substring(to));
        Files.copy(output.resolve("load.svg"), docs.resolve(chart), StandardCopyOption.REPLACE_EXISTING);
    }
}
