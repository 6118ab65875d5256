package dev.dualclient.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.AuthleteFacts.Documented;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The catalogue against what is known of Authlete. */
class CatalogueFactsTest {

    /** A misspelt method of the interface shares the row of the right one. */
    private static final Map<String, String> SHARED_ROWS = Map.of("service-create-misspelt-alias", "service-create");

    /** Paths of neither version that belong to an operation: they tell about the server itself. */
    private static final Set<String> OF_THE_SERVER = Set.of("/api/info", "/api/lifecycle/healthcheck");

    /** Fields that the compiled library lacks although a later one sends them. */
    private static final Set<String> OF_A_LATER_LIBRARY = Set.of("auth-token-update /refreshToken");

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final String LAST_PUBLISHED_MODULE = "A293";

    @Test
    void theRowsAreTheOperationsThatAreKnown() throws IOException {
        assertThat(Catalogue.operations())
                .extracting(Operation::id)
                .containsExactlyInAnyOrderElementsOf(AuthleteFacts.operations().stream()
                        .map(CatalogueFactsTest::id)
                        .distinct()
                        .toList());
    }

    @Test
    void everyMethodOfTheInterfaceHasARow() throws IOException {
        List<String> methods = new ArrayList<>();
        for (JsonNode fact : AuthleteFacts.operations()) {
            assertThat(Catalogue.find(id(fact))).as(id(fact)).isNotNull();
            fact.get("javaMethods")
                    .forEach(method -> methods.add(method.get("name").asString()));
        }
        assertThat(methods).hasSizeGreaterThan(80).contains("introspection", "createServie", "attestationChallenge");
    }

    @Test
    void methodPathAvailabilityAndCredentialsAgree() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode fact : AuthleteFacts.operations()) {
            Operation row = Catalogue.operation(id(fact));
            softly.assertThat(row.method()).as(row.id()).isEqualTo(text(fact, "http"));
            softly.assertThat(shape(row.primaryPath())).as(row.id()).isEqualTo(shape(text(fact, "pathV3")));
            boolean inBoth = fact.get("v2Support").asBoolean();
            softly.assertThat(row.availability() == Availability.BOTH)
                    .as(row.id())
                    .isEqualTo(inBoth);
            softly.assertThat(shape(row.secondaryPath()))
                    .as(row.id())
                    .isEqualTo(inBoth ? shape(text(fact, "pathV2")) : null);
            String credentials = text(fact, "authV2");
            if (credentials != null) {
                softly.assertThat(row.apiCredentials())
                        .as(row.id())
                        .isEqualTo(
                                credentials.contains("OWNER")
                                        ? ApiCredentials.OWNER
                                        : credentials.equals("none") ? ApiCredentials.NONE : ApiCredentials.SERVICE);
            }
        }
        softly.assertAll();
    }

    @Test
    void everyActionThatAnOperationIsKnownToAnswerHasAMeaning() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode fact : AuthleteFacts.operations()) {
            Operation row = Catalogue.operation(id(fact));
            fact.get("actions")
                    .forEach(action -> softly.assertThat(
                                    row.reading().ofAction(action.get("name").asString()))
                            .as("%s of %s", action.get("name"), row.id())
                            .isNotNull());
        }
        softly.assertAll();
    }

    @Test
    void whatOnlyReadsIsKnownToOnlyRead() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode fact : AuthleteFacts.operations()) {
            Operation row = Catalogue.operation(id(fact));
            softly.assertThat(row.ordinary().effect() == Effect.READ)
                    .as(row.id())
                    .isEqualTo(text(fact, "effect").equals("read"));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentedPathStandsForTheOperationThatIsThere(Side side) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        List<Documented> documented = AuthleteFacts.documented(side);
        assertThat(documented).hasSizeGreaterThan(60);
        for (Documented one : documented) {
            if (OF_THE_SERVER.contains(one.path())) {
                continue;
            }
            Match match = Catalogue.match(
                    side, one.method(), VARIABLE.matcher(one.path()).replaceAll("42"));
            softly.assertThat(match).as("%s %s", one.method(), one.path()).isNotNull();
            if (match != null) {
                softly.assertThat(match.operation().existsAt(side))
                        .as(one.path())
                        .isTrue();
                softly.assertThat(match.variables().values()).as(one.path()).allMatch("42"::equals);
                softly.assertThat(match.variables()).as(one.path()).hasSize((int)
                        VARIABLE.matcher(one.path()).results().count());
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void everyAliasIsDocumented(Side side) throws IOException {
        Set<Documented> documented = AuthleteFacts.documented(side).stream()
                .map(one -> new Documented(one.method(), shape(one.path())))
                .collect(Collectors.toSet());
        assertThat(Catalogue.operations().stream()
                        .flatMap(row -> row.aliases().stream())
                        .filter(alias -> alias.style() == side)
                        .map(alias -> new Documented(alias.method(), shape(alias.path()))))
                .isNotEmpty()
                .allMatch(documented::contains);
    }

    @Test
    void whatIsOfThreeZeroOnlyIsNotDocumentedForTwoThree() throws IOException {
        Set<String> documented = AuthleteFacts.documented(Side.SECONDARY).stream()
                .map(Documented::path)
                .collect(Collectors.toSet());
        assertThat(Catalogue.operations())
                .filteredOn(row -> !row.existsAt(Side.SECONDARY))
                .extracting(row -> row.primaryPath().replace("/{serviceId}", ""))
                .doesNotContainAnyElementsOf(documented);
    }

    @Test
    void everyPublishedResultCodeOfTheTableExists() throws IOException {
        Set<String> published = new TreeSet<>();
        AuthleteFacts.resultCodes().propertyNames().forEach(published::add);
        assertThat(Catalogue.operations().stream()
                        .flatMap(row -> row.reading().codes().keySet().stream())
                        .filter(code -> code.substring(0, 4).compareTo(LAST_PUBLISHED_MODULE) <= 0))
                .isNotEmpty()
                .allSatisfy(code -> assertThat(published).anyMatch(one -> one.startsWith(code)));
    }

    @Test
    void everyFieldOfABodyIsAFieldOfTheLibrarysObject() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        int compared = 0;
        for (JsonNode fact : AuthleteFacts.operations()) {
            Operation row = Catalogue.operation(id(fact));
            Stream<Locator> sent = Stream.of(
                            row.names().stream().map(Operation.Named::at),
                            row.clients().stream(),
                            row.subjects().stream(),
                            row.spends().stream(),
                            Stream.ofNullable(row.selector()))
                    .flatMap(all -> all);
            Stream<Locator> answered =
                    Stream.concat(row.brings().stream().map(Operation.Named::at), row.reveals().stream());
            compared += compare(softly, row, sent, text(fact, "requestType"));
            compared += compare(softly, row, answered, text(fact, "responseType"));
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(150);
    }

    private static int compare(SoftAssertions softly, Operation row, Stream<Locator> locators, String type) {
        Class<?> dto = dto(type);
        List<String> pointers = dto == null
                ? List.of()
                : locators.map(CatalogueFactsTest::pointer)
                        .filter(Objects::nonNull)
                        .toList();
        for (String pointer : pointers) {
            if (!OF_A_LATER_LIBRARY.contains(row.id() + " " + pointer)) {
                softly.assertThat(fieldExists(dto, pointer))
                        .as("%s: %s of %s", row.id(), pointer, type)
                        .isTrue();
            }
        }
        return pointers.size();
    }

    private static String pointer(Locator locator) {
        if (locator instanceof Locator.Body in) {
            return in.pointer();
        } else if (locator instanceof Locator.Form in) {
            return in.pointer();
        }
        return locator instanceof Locator.Nested in ? in.pointer() : null;
    }

    private static boolean fieldExists(Class<?> dto, String pointer) {
        Class<?> type = dto;
        for (String name : pointer.substring(1).split("/")) {
            try {
                type = type.getDeclaredField(name).getType();
            } catch (NoSuchFieldException absent) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> dto(String type) {
        try {
            return type == null ? null : Class.forName("com.authlete.common.dto." + type);
        } catch (ClassNotFoundException | NoClassDefFoundError notOne) {
            return null;
        }
    }

    private static String id(JsonNode fact) {
        String id = text(fact, "operation");
        return SHARED_ROWS.getOrDefault(id, id);
    }

    private static String text(JsonNode fact, String field) {
        JsonNode value = fact.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static String shape(String path) {
        return path == null ? null : VARIABLE.matcher(path).replaceAll("{}");
    }
}
