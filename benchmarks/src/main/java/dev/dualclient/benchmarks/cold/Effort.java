package dev.dualclient.benchmarks.cold;

import java.util.List;

/**
 * How long to measure.
 *
 * @param rounds how many processes each client gets at a point
 * @param seconds how many seconds of each are measured
 * @param training how many seconds the processes run that warm the stubs and write the archives
 * @param points where to measure
 */
record Effort(int rounds, int seconds, int training, List<Point> points) {

    private static final String ROUNDS = "--rounds=";
    private static final Effort WHOLE = new Effort(5, 30, 15, Point.all());
    private static final Effort QUICK =
            new Effort(1, 10, 5, List.of(new Point(false, 0, Point.MANY), new Point(false, 5, Point.MANY)));

    static Effort of(List<String> options) {
        Effort chosen = options.contains("--quick") ? QUICK : WHOLE;
        return options.stream()
                .filter(option -> option.startsWith(ROUNDS))
                .findFirst()
                .map(option -> chosen.withRounds(Integer.parseInt(option.substring(ROUNDS.length()))))
                .orElse(chosen);
    }

    private Effort withRounds(int number) {
        return new Effort(number, seconds, training, points);
    }
}
