package dev.dualclient.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Targets as a table in Markdown. What one command has measured stays there when another one measures anew. */
public final class TargetTable {

    private static final String HEAD = "| command | target | limit | worst | where | |\n|---|---|---|---|---|---|\n";

    private record Row(Command command, String text) {

        static Row of(Command command, Target target) {
            return new Row(
                    command,
                    "| "
                            + String.join(
                                    " | ",
                                    command.word(),
                                    target.name(),
                                    target.bound(),
                                    target.reached(),
                                    target.where(),
                                    target.isMet() ? "met" : "**missed**")
                            + " |");
        }

        static @Nullable Row of(String line) {
            for (Command command : Command.values()) {
                if (line.startsWith("| " + command.word() + " |")) {
                    return new Row(command, line);
                }
            }
            return null;
        }
    }

    private TargetTable() {}

    /** Returns the table of what one command has measured. */
    public static String of(Command command, List<Target> targets) {
        return merged("", command, targets);
    }

    /** Returns a table with the rows of one command in place of those that it had before. */
    static String merged(String table, Command command, List<Target> targets) {
        Stream<Row> kept = table.lines().map(Row::of).filter(Objects::nonNull).filter(row -> row.command() != command);
        List<Row> rows = new ArrayList<>(kept.toList());
        targets.forEach(target -> rows.add(Row.of(command, target)));
        return rows.stream()
                .sorted(Comparator.comparing(Row::command)) // which keeps the order of a command's own
                .map(row -> row.text() + "\n")
                .collect(Collectors.joining("", HEAD, ""));
    }
}
