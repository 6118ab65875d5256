package dev.dualclient.test.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a journal over time, as SVG files under {@code target/load}. */
public final class LoadChart {

    private static final Path FOLDER = Path.of("target", "load");
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 350;

    private LoadChart() {}

    /** Writes the charts, and prints the journal. */
    public static void tell(String name, Journal journal) {
        System.setProperty("java.awt.headless", "true");
        System.out.println(name + "\n" + journal);
        draw(name, "requests", journal, second -> second.latencies.getTotalCount());
        draw(name, "bad", journal, second -> second.bad);
        draw(name, "p99-ms", journal, second -> second.latencies.getValueAtPercentile(99) / 1e3);
        draw(name, "heap-mb", journal, second -> second.heapMegabytes);
        draw(name, "threads", journal, second -> second.threads);
    }

    private static void draw(String name, String what, Journal journal, ToDoubleFunction<Journal.Second> value) {
        List<Journal.Second> seconds = journal.seconds();
        if (seconds.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name + ": " + what)
                .xAxisTitle("seconds")
                .build();
        chart.addSeries(what, seconds.stream().mapToDouble(value).toArray()).setMarker(SeriesMarkers.NONE);
        try {
            Files.createDirectories(FOLDER);
            Path file = FOLDER.resolve(name + "-" + what + ".svg");
            VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
