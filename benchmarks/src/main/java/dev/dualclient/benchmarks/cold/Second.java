package dev.dualclient.benchmarks.cold;

/**
 * One second of a run.
 *
 * @param calls how many calls ended in it
 * @param wrong how many of them failed, or brought the wrong answer
 * @param p50 how long half of them took at most, in microseconds
 * @param p99 how long 99 of 100 took at most, in microseconds
 * @param cpuMicros the CPU time of the process
 */
record Second(long calls, long wrong, long p50, long p99, long cpuMicros) {

    static Second read(String line) {
        String[] fields = line.split(" ");
        return new Second(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]));
    }

    String text() {
        return calls + " " + wrong + " " + p50 + " " + p99 + " " + cpuMicros;
    }
}
