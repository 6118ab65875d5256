package dev.dualclient.benchmarks.report;

import java.util.regex.Pattern;

/** Pictures that are kept in the repository. */
public final class Svg {

    /** Letters are drawn as shapes, with more decimals than can be seen, which are most of the file. */
    private static final Pattern LATER_DECIMALS = Pattern.compile("(\\.\\d)\\d+");

    private Svg() {}

    /** Returns a picture without the decimals that cannot be seen. */
    public static String shortened(String svg) {
        return LATER_DECIMALS.matcher(svg).replaceAll("$1");
    }
}
