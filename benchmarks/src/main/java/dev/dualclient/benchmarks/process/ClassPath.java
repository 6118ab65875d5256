package dev.dualclient.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The class path of this process, for another one. */
public final class ClassPath {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private ClassPath() {}

    /**
     * Returns the class path of this process with a jar in place of every folder: a deployed application has jars, and a
     * JVM archives no classes of folders.
     *
     * @param folder where the jars are written
     */
    public static String jarred(Path folder) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : SEPARATOR.split(System.getProperty("java.class.path"))) {
            Path path = Path.of(entry);
            if (entry.isEmpty()) { // the current folder, which is no part of what is measured
                continue;
            }
            if (Files.isDirectory(path)) {
                entries.add(jar(path, folder.resolve("classes-" + entries.size() + ".jar")));
            } else if (Files.exists(path)) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String jar(Path classes, Path jar) throws IOException {
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.err, System.err, "--create", "--file=" + jar, "-C", classes.toString(), ".");
        if (failed != 0) {
            throw new IOException("no jar could be made of " + classes);
        }
        return jar.toString();
    }
}
