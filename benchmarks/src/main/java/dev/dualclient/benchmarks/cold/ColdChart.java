package dev.dualclient.benchmarks.cold;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.dualclient.benchmarks.report.Svg;
import java.awt.BasicStroke;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Calls and p99 in each second, one panel each for a point, as an SVG. */
final class ColdChart {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 260;
    private static final float LINE = 1.5f;

    private ColdChart() {}

    static void write(List<Series> all, Path file) throws IOException {
        List<Point> points = all.stream().map(Series::point).distinct().toList();
        VectorGraphics2D canvas = new VectorGraphics2D();
        for (int row = 0; row < points.size(); row++) {
            Point point = points.get(row);
            List<Series> here =
                    all.stream().filter(series -> series.point().equals(point)).toList();
            draw(canvas, 0, row, panel(point + ": calls", here, second -> second.calls()));
            draw(canvas, 1, row, panel(point + ": p99, ms", here, second -> second.p99() / 1000.0));
        }
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(canvas.getCommands(), new PageSize(0, 0, 2.0 * WIDTH, (double) HEIGHT * points.size()))
                .writeTo(svg);
        Files.writeString(file, Svg.shortened(svg.toString(StandardCharsets.UTF_8)));
    }

    private static void draw(VectorGraphics2D canvas, int column, int row, XYChart panel) {
        canvas.translate(column * WIDTH, row * HEIGHT);
        panel.paint(canvas, WIDTH, HEIGHT);
        canvas.translate(-column * WIDTH, -row * HEIGHT);
    }

    private static XYChart panel(String title, List<Series> here, ToDoubleFunction<Second> measure) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("second")
                .build();
        chart.getStyler().setYAxisMin(0.0).setLegendPosition(Styler.LegendPosition.OutsideE);
        for (Series series : here) {
            double[] seconds =
                    IntStream.rangeClosed(1, series.seconds()).asDoubleStream().toArray();
            double[] values = IntStream.rangeClosed(1, series.seconds())
                    .mapToDouble(second -> series.median(run -> measure.applyAsDouble(run.second(second))))
                    .toArray();
            chart.addSeries(series.client().words(), seconds, values)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineStyle(new BasicStroke(LINE));
        }
        return chart;
    }
}
