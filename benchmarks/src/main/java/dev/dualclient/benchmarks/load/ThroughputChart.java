package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.report.PerformancePage;
import dev.dualclient.benchmarks.report.Svg;
import dev.dualclient.benchmarks.way.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler;

/** Throughput of every lane as a share of {@code direct}'s, point by point, as an SVG. */
final class ThroughputChart {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final int LABEL_ANGLE = 60;

    private ThroughputChart() {}

    static void write(List<Series> all, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Throughput / direct, " + PerformancePage.machine())
                .yAxisTitle("1 = direct")
                .build();
        chart.getStyler()
                .setXAxisLabelRotation(LABEL_ANGLE)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        Set<Point> points = new LinkedHashSet<>();
        Map<String, Map<Point, Double>> lanes = new LinkedHashMap<>();
        Series direct = null;
        for (Series series : all) { // direct comes first at every point
            if (series.point().tokens() == Tokens.OF_NOBODY) {
                continue; // who asks nobody is hundreds of times as fast, beside which all else would be a line
            }
            direct = direct == null || series.lane().equals(Lane.DIRECT) ? series : direct;
            points.add(series.point());
            lanes.computeIfAbsent(series.lane(), lane -> new LinkedHashMap<>())
                    .put(series.point(), series.ratio(direct, Round::throughput));
        }
        List<String> names = points.stream().map(Point::toString).toList();
        lanes.forEach((lane, values) -> chart.addSeries(
                lane,
                names,
                points.stream().map(point -> values.getOrDefault(point, 0.0)).toList()));
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        Files.writeString(file, Svg.shortened(Files.readString(file)));
    }
}
