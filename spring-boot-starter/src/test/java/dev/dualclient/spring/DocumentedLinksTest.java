package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents lead to is there. */
class DocumentedLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @MethodSource("dev.dualclient.spring.DocumentedPropertiesTest#documents")
    void everyLinkedFileExists(Path document) throws IOException {
        List<Path> linked = LINK.matcher(Files.readString(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1)))
                .toList();

        assertThat(linked).allSatisfy(file -> assertThat(file).exists());
    }
}
