package dev.dualclient.benchmarks.load;

/**
 * How long a lane ran before it was measured.
 *
 * @param point where it ran
 * @param lane the name of the lane
 * @param seconds how many seconds it ran
 * @param steady whether it was steady then; else it was measured although it was not
 */
record WarmUp(Point point, String lane, long seconds, boolean steady) {

    @Override
    public String toString() {
        return lane + " " + seconds + " s" + (steady ? "" : ", not steady");
    }
}
