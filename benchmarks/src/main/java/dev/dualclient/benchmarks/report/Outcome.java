package dev.dualclient.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to. Immutable.
 *
 * @param command the command
 * @param targets what was to be reached, and what was
 * @param figures all figures, as text in Markdown
 * @param picture a chart of them, {@code null} if there is none
 */
public record Outcome(
        Command command,
        List<Target> targets,
        String figures,
        @Nullable Path picture) {

    /** What a command without a chart came to. */
    public Outcome(Command command, List<Target> targets, String figures) {
        this(command, targets, figures, null);
    }

    /** Prints it, and with the option {@code --docs} writes it into the page of figures, too. */
    public void tell(List<String> options) throws IOException {
        String machine = PerformancePage.machine();
        System.out.println(machine + "\n\n" + TargetTable.of(command, targets) + "\n" + figures);
        if (options.contains("--docs")) {
            new PerformancePage(Path.of("docs")).write(this, machine);
        }
    }
}
