package dev.dualclient.server;

import java.io.PrintStream;
import java.util.List;

/**
 * A command of the operator: {@code java -jar dual-client-gateway.jar NAME OPTIONS}. It reads the same settings as the
 * gateway, from {@code application.yaml}, the environment and options such as {@code --dual-client.stage=shadow}. What it
 * finds goes to standard output, and the exit status says how it ended. {@link Commands} lists all commands.
 */
interface Command {

    /** Exit status: it has done what it is for, and found nothing wrong. */
    int DONE = 0;

    /** Exit status: it has found something wrong, or cannot start with these settings. */
    int FAILED = 1;

    /** Exit status: it cannot say. */
    int UNKNOWN = 2;

    /** Exit status: the command line is wrong ({@code EX_USAGE} of sysexits). */
    int USAGE = 64;

    /** Returns its name: one word in lower case. */
    String name();

    /** Returns what it does, in half a line, for the list of commands. */
    String summary();

    /** Returns what it does and which options it takes, for {@code NAME --help}. */
    String help();

    /**
     * Runs it.
     *
     * @param options what follows the name
     * @param out standard output
     * @return the exit status
     */
    int run(List<String> options, PrintStream out);
}
