package dev.dualclient.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The server in {@code src/test/war}, unpacked, for a container of one of the two generations. */
final class War {

    private static final Path SOURCES = Path.of("src", "test", "war");
    private static final Path CONTAINERS = Path.of(System.getProperty("containers"));
    private static final Path DROP_IN = Path.of(System.getProperty("dropin.jar"));

    private final Path root;
    private final Path libraries;
    private final Path classes;

    private War(Path root) throws IOException {
        this.root = root;
        this.libraries = Files.createDirectories(root.resolve("WEB-INF").resolve("lib"));
        this.classes = Files.createDirectories(root.resolve("WEB-INF").resolve("classes"));
        Files.createDirectories(root.resolve("META-INF"));
    }

    /**
     * Compiles the server.
     *
     * @param namespace of its imports, {@code javax} or {@code jakarta}
     */
    static War of(Path root, String namespace) throws IOException {
        War war = new War(root);
        Files.copy(
                SOURCES.resolve("webapp").resolve("WEB-INF").resolve("web.xml"),
                root.resolve("WEB-INF").resolve("web.xml"));
        war.addAll(CONTAINERS.resolve("sdk"));
        war.addAll(CONTAINERS.resolve("jersey-" + namespace));
        war.compile(namespace, "java");
        return war;
    }

    /** Adds what the documents say about outages, as a server with {@code jakarta} imports writes it. */
    War withMapper() throws IOException {
        compile("jakarta", "mapper");
        return this;
    }

    /** Returns the code of the mapper. */
    static String mapper() throws IOException {
        return Files.readString(SOURCES.resolve("mapper").resolve("server").resolve("AuthleteFailures.java"));
    }

    private void addAll(Path directory) throws IOException {
        for (Path jar : files(directory)) {
            Files.copy(jar, libraries.resolve(jar.getFileName()));
        }
    }

    private void compile(String namespace, String part) throws IOException {
        Path translated = Files.createDirectories(root.resolveSibling("sources-" + part));
        List<String> sources = new ArrayList<>();
        for (Path source : files(SOURCES.resolve(part).resolve("server"))) {
            Path copy = translated.resolve(source.getFileName());
            Files.writeString(copy, Files.readString(source).replace("import jakarta.", "import " + namespace + "."));
            sources.add(copy.toString());
        }
        String path = files(libraries).stream().map(Path::toString).collect(Collectors.joining(":"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "--release", "17", "-cp", path, "-d", classes.toString()));
        arguments.addAll(sources);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    Path root() {
        return root;
    }

    /** Adds the one jar. */
    War withDropIn() throws IOException {
        Files.copy(DROP_IN, libraries.resolve(DROP_IN.getFileName()));
        return this;
    }

    War withProperties(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Files.writeString(classes.resolve("authlete.properties"), text.toString());
        return this;
    }

    /** Adds a driver, as an application has it that names its database by URL. */
    War withDriver() throws IOException {
        addAll(CONTAINERS.resolve("driver"));
        return this;
    }

    /** Declares a database as a resource of the container. */
    War withDataSource(String name, String url) throws IOException {
        Files.writeString(root.resolve("META-INF").resolve("context.xml"), """
                <Context>
                  <Resource name="%s" auth="Container" type="org.h2.jdbcx.JdbcDataSource"
                            factory="org.h2.jdbcx.JdbcDataSourceFactory" url="%s" user="sa" password=""
                            description="custody" loginTimeout="5"/>
                </Context>
                """.formatted(name, url));
        return this;
    }
}
