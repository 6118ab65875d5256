package dev.dualclient.test.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Shows a journal over time: as a table in Markdown and as charts in SVG, under {@code target/load}. */
public final class LoadChart {

    private static final Path FOLDER = Path.of("target", "load");
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 350;

    private LoadChart() {}

    /** Writes {@code name.md} and a chart of each measure, and prints the journal. */
    public static void tell(String name, Journal journal) {
        System.setProperty("java.awt.headless", "true");
        List<Second> seconds = journal.seconds();
        String whole = "# " + name + "\n\n" + journal + "\n";
        System.out.println(whole + "Over time: " + FOLDER.resolve(name + ".md").toAbsolutePath());
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".md"), whole + overTime(seconds));
            for (Measure measure : Measure.values()) {
                draw(name, measure, seconds);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String overTime(List<Second> seconds) {
        StringBuilder text = new StringBuilder("| second |");
        StringBuilder rule = new StringBuilder("|--:|");
        for (Measure measure : Measure.values()) {
            text.append(' ').append(measure.words()).append(" |");
            rule.append("--:|");
        }
        text.append('\n').append(rule).append('\n');
        for (int i = 0; i < seconds.size(); i++) {
            text.append("| ").append(i).append(" |");
            for (Measure measure : Measure.values()) {
                text.append(String.format(Locale.ROOT, " %.1f |", measure.of(seconds.get(i))));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void draw(String name, Measure measure, List<Second> seconds) throws IOException {
        if (seconds.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name + ": " + measure.words())
                .xAxisTitle("seconds")
                .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries(
                        measure.words(),
                        seconds.stream().mapToDouble(measure::of).toArray())
                .setMarker(SeriesMarkers.NONE);
        Path file = FOLDER.resolve(name + "-" + measure.name().toLowerCase(Locale.ROOT) + ".svg");
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
