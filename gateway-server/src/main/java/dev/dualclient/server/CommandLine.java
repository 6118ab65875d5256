package dev.dualclient.server;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the command that the arguments of the process name, and runs it. */
final class CommandLine {

    private static final String JAR = "java -jar dual-client-gateway.jar";
    private static final String DEFAULT = "serve";
    private static final List<String> HELP = List.of("--help", "-h", "help");
    private static final List<String> VERSION = List.of("--version", "version");

    private final List<Command> commands;
    private final PrintStream out;
    private final PrintStream error;

    CommandLine(List<Command> commands, PrintStream out, PrintStream error) {
        this.commands = List.copyOf(commands);
        this.out = out;
        this.error = error;
    }

    /** Returns the exit status. */
    int run(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (HELP.contains(first)) {
            out.print(help());
            return Command.DONE;
        }
        if (VERSION.contains(first)) {
            out.println(version());
            return Command.DONE;
        }
        boolean named = !first.isEmpty() && !first.startsWith("-");
        String name = named ? first : DEFAULT;
        Optional<Command> command =
                commands.stream().filter(known -> known.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            error.println(name + " is no command: write one of "
                    + commands.stream().map(Command::name).collect(Collectors.joining(", ")) + ", or --help");
            return Command.USAGE;
        }
        List<String> options = Arrays.asList(arguments).subList(named ? 1 : 0, arguments.length);
        if (options.contains("--help")) {
            out.println(command.get().help());
            return Command.DONE;
        }
        return command.get().run(options, out);
    }

    private String help() {
        String list = commands.stream()
                .map(command -> String.format("  %-10s %s%n", command.name(), command.summary()))
                .collect(Collectors.joining());
        return """
                Usage: %s [COMMAND] [OPTIONS]

                Commands, %s by default:
                %s
                %s COMMAND --help tells what a command does. Options are properties, such as
                --dual-client.stage=shadow. They override environment variables (DUAL_CLIENT_STAGE) and the file
                application.yaml in the working directory.

                Exit status: 0 done, 1 failed or something is wrong, 2 unknown, 64 wrong command line.
                """.formatted(JAR, DEFAULT, list, JAR);
    }

    static String version() {
        String version = CommandLine.class.getPackage().getImplementationVersion();
        return "Dual Client " + (version == null ? "(development)" : version);
    }
}
