package dev.dualclient.benchmarks.start;

import dev.dualclient.DualClient;
import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.spring.DualClientProperties;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Starts an empty Spring Boot web application with the starter and without it, in turn and in processes of their own.
 * What the starter depends on is on the class path in both cases; the starter and the core are jars, as applications have
 * them, for a JVM looks for every class in directories first.
 */
public final class StartComparison {

    private static final int ROUNDS = 25;
    private static final int MOST = 300;
    private static final String NAME = "what the starter adds to the start of an empty web application, in ms";
    private static final List<String> APPLICATION =
            List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");

    /** What an empty application has not, and another comparison needs. */
    private static final Predicate<String> SECURITY =
            Pattern.compile("spring(-boot|-boot-starter)?-security").asPredicate();

    /** One class of the core, and one of the starter. */
    private static final List<Class<?>> OURS = List.of(DualClient.class, DualClientProperties.class);

    /** Backends that are not there: nobody is asked before the first call. */
    private static final List<String> SETTINGS = List.of(
            "--dual-client.primary.base-url=http://127.0.0.1:1",
            "--dual-client.primary.service-id=42",
            "--dual-client.primary.access-token=an-access-token",
            "--dual-client.secondary.base-url=http://127.0.0.1:2",
            "--dual-client.secondary.api-key=42",
            "--dual-client.secondary.api-secret=an-api-secret");

    private StartComparison() {}

    /**
     * Compares, in three minutes.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws IOException {
        Path directory = Files.createTempDirectory("start");
        try {
            compare(classPath(List.of()), classPath(jars(directory)), List.of(options));
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static void compare(String plain, String whole, List<String> options) throws IOException {
        started(plain, false);
        started(whole, true); // what the disk has to be read for is read now
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                without.add(started(plain, false));
                with.add(started(whole, true));
            } else { // whose turn comes first makes no difference to the whole
                with.add(started(whole, true));
                without.add(started(plain, false));
            }
        }
        long added = median(with) - median(without);
        new Outcome(
                        Command.START,
                        List.of(Target.atMost(MOST, NAME, added, "median of " + ROUNDS)),
                        figures(without, with))
                .tell(options);
    }

    private static String figures(List<Long> without, List<Long> with) {
        return "| an empty web application | starts, ms | median |\n|---|---|--:|\n"
                + row("without the starter", without)
                + row("with the starter", with);
    }

    private static String row(String what, List<Long> millis) {
        String each = millis.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "| " + what + " | " + each + " | " + median(millis) + " |\n";
    }

    /** Returns how long one start took, in milliseconds. */
    private static long started(String classPath, boolean withStarter) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                EmptyApplication.class.getName()));
        command.addAll(APPLICATION);
        command.addAll(withStarter ? SETTINGS : List.of());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String said = output.lines().collect(Collectors.joining("\n"));
            String ready = EmptyApplication.READY + " " + withStarter + " ";
            return said.lines()
                    .filter(line -> line.startsWith(ready))
                    .map(line -> Long.valueOf(line.substring(ready.length())))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the application did not start:\n" + said));
        }
    }

    /** Returns the class path of this process, without what is ours and without Spring Security, and with these jars. */
    private static String classPath(List<Path> jars) {
        List<Path> ours = OURS.stream().map(StartComparison::home).toList();
        Stream<Path> others = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(entry -> !ours.contains(entry.toAbsolutePath())
                        && !SECURITY.test(entry.getFileName().toString()));
        return Stream.concat(others, jars.stream()).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path directory) {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : OURS) {
            if (Files.isRegularFile(home(type))) {
                jars.add(home(type));
                continue;
            }
            Path jar = directory.resolve(type.getSimpleName() + ".jar");
            int failed = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "--create",
                            "--file=" + jar,
                            "-C",
                            home(type).toString(),
                            ".");
            if (failed != 0) {
                throw new IllegalStateException("there is no jar of " + home(type));
            }
            jars.add(jar);
        }
        return jars;
    }

    private static Path home(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static long median(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }
}
