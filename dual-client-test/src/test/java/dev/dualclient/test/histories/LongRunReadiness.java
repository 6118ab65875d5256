package dev.dualclient.test.histories;

import dev.dualclient.migration.readiness.Check;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.step.FinishMigration;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Scene.Oddity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays migrations and switches the secondary off as soon as the answer is that it can be: with every check, and with each
 * check left out. Ends with status 1 if the answer was ever wrong with every check, or if fewer than 95 % of
 * the migrations that were let finish reached SAFE.
 */
public final class LongRunReadiness {

    /** How many of the migrations that are let finish have to reach SAFE. */
    private static final double ENOUGH = 0.95;

    /** What hides rows from every scan, or leaves copies without their refresh tokens. */
    private static final List<Oddity> LASTING =
            List.of(Oddity.ROWS_MISSING, Oddity.ROWS_REPEATED, Oddity.LISTS_SHIFT, Oddity.HALF_COPIED);

    private LongRunReadiness() {}

    /**
     * Takes the number of migrations, the first seed, and how many to play at most without each check: none for 0. The names
     * of checks may follow, of which only those are left out.
     */
    public static void main(String... arguments) {
        LongRun.beQuiet();
        long count = Long.parseLong(arguments.length > 0 ? arguments[0] : "100000");
        long seed = Long.parseLong(arguments.length > 1 ? arguments[1] : "1");
        long without = Long.parseLong(arguments.length > 2 ? arguments[2] : "10000");
        boolean right = count == 0 || withAll(count, seed);
        for (Check check : without == 0 ? new Check[0] : Check.values()) {
            boolean asked = arguments.length < 4
                    || List.of(arguments).subList(3, arguments.length).contains(check.name());
            if (asked) {
                System.out.println("| " + check + " " + check.title() + " | " + found(check, without, seed) + " |");
            }
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean withAll(long count, long seed) {
        ReadinessRun run = new ReadinessRun(null);
        long start = System.nanoTime();
        long safe = 0;
        long wrong = 0;
        long late = 0;
        long finished = 0;
        long finishedSafe = 0;
        for (long each = seed; each < seed + count; each++) {
            History history = ReadinessGenerator.history(each);
            Optional<End> end = run.play(history);
            safe += run.left() ? 1 : 0;
            if (isLetFinish(history)) {
                finished++;
                finishedSafe += run.left() ? 1 : 0;
                if (!run.left() && finished - finishedSafe <= 10) {
                    System.out.println(
                            "seed " + each + " did not reach SAFE: " + history.scene() + " " + run.objections());
                }
            }
            late += run.boundBroken() ? 1 : 0;
            if (end.isPresent()) {
                wrong++;
                if (wrong <= 3) {
                    System.out.println("seed " + each + ": " + end.get());
                }
            } else if (run.boundBroken() && late <= 3) {
                System.out.println("seed " + each + ": a date was not kept");
            }
        }
        System.out.println(count + " migrations from seed " + seed + " in "
                + Duration.ofNanos(System.nanoTime() - start) + ": " + safe + " reached SAFE, " + wrong
                + " were wrong, and a date was not kept in " + late + "; of " + finished + " that were let finish, "
                + finishedSafe + " reached SAFE");
        return wrong == 0 && finishedSafe >= ENOUGH * finished;
    }

    /** Whether its client was imported, its tokens copied, and nothing hides rows from every scan. */
    private static boolean isLetFinish(History history) {
        Scene scene = history.scene();
        boolean copied =
                history.steps().stream().anyMatch(step -> step instanceof FinishMigration finish && finish.whole());
        return copied && scene.app() == Scene.Place.BOTH && LASTING.stream().noneMatch(scene::is);
    }

    private static String found(Check check, long count, long seed) {
        ReadinessRun run = new ReadinessRun(check);
        for (long each = seed; each < seed + count; each++) {
            Optional<End> end = run.play(ReadinessGenerator.history(each));
            if (end.isPresent() && run.left()) {
                return each - seed + 1 + " | " + end.get().violation().kind();
            }
        }
        return "more than " + count + " | nothing";
    }
}
