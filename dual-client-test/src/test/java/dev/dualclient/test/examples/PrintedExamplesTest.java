package dev.dualclient.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares each printed example with the part of a test that it was taken from. */
class PrintedExamplesTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern PRINTED =
            Pattern.compile("<pre>\\{@code\\s(.*?)}</pre>|```java\\s(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "README.md, readme, BuilderExamplesTest",
        "dual-client-core/src/main/java/dev/dualclient/authlete/DualAuthleteApi.java, api, BuilderExamplesTest",
        "dual-client-core/src/main/java/dev/dualclient/authlete/DualAuthleteApiBuilder.java, readme, BuilderExamplesTest",
        "dual-client-core/src/main/java/dev/dualclient/custody/CustodyStore.java, store, BuilderExamplesTest",
        "dual-client-core/src/main/java/dev/dualclient/migration/Stages.java, stages, BuilderExamplesTest",
        "dual-client-core/src/main/java/dev/dualclient/gateway/GatewayServlet.java, gateway, BuilderExamplesTest",
        "dual-client-test/src/main/java/dev/dualclient/test/DualClientExtension.java, extension, ExtensionExamplesTest",
    })
    void aPrintedExampleIsCodeThatRuns(Path printed, String name, String test) throws IOException {
        List<String> examples = PRINTED.matcher(Files.readString(PROJECT.resolve(printed)))
                .results()
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                .map(PrintedExamplesTest::withoutLayout)
                .toList();
        assertThat(examples).as("examples of " + printed).contains(withoutLayout(tested(name, test)));
    }

    private static String tested(String name, String test) throws IOException {
        Path source = Path.of(
                "src/test/java", PrintedExamplesTest.class.getPackageName().replace('.', '/'), test + ".java");
        Predicate<String> begins = line -> line.strip().equals("// example: " + name);
        String example = Files.readAllLines(source).stream()
                .dropWhile(begins.negate())
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .collect(Collectors.joining("\n"));
        assertThat(example).as(name + " of " + test).isNotBlank();
        return example;
    }

    /** Leaves out all white space, the asterisks of a Javadoc comment, and the end of a block in which the test goes on. */
    private static String withoutLayout(String code) {
        return code.lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", "").replaceAll("\\s", ""))
                .collect(Collectors.joining())
                .replaceFirst("}+$", "");
    }
}
