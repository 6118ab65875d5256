package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Name.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a kill is about, and whom it concerns. */
class NamesTest {

    private static final Name SHOP = new Name(Kind.CLIENT, "shop");
    private static final Name JOHN = new Name(Kind.SUBJECT, "john");
    private static final Name JOHN_AT_SHOP = new Name(Kind.SUBJECT_AT_CLIENT, "shop\0john");
    private static final Name GRANT = new Name(Kind.GRANT, "g");

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of(List.of(), null, null, List.of(), List.of()),
                Arguments.of(List.of("shop"), null, null, List.of(SHOP), List.of(SHOP)),
                Arguments.of(List.of(), "john", null, List.of(JOHN), List.of(JOHN)),
                Arguments.of(List.of("shop"), "john", null, List.of(JOHN_AT_SHOP), List.of(SHOP, JOHN, JOHN_AT_SHOP)),
                Arguments.of(List.of("shop"), "john", "g", List.of(GRANT), List.of(SHOP, JOHN, JOHN_AT_SHOP, GRANT)),
                Arguments.of(List.of(), null, "g", List.of(GRANT), List.of(GRANT)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aKillIsAboutTheNarrowestAndConcernsAll(
            List<String> clients,
            @Nullable String subject,
            @Nullable String grant,
            List<Name> narrowest,
            List<Name> all) {
        Names names = new Names(clients, subject, grant);
        assertThat(names.narrowest()).isEqualTo(narrowest);
        assertThat(names.all()).isEqualTo(all);
        assertThat(names.isEmpty()).isEqualTo(all.isEmpty());
    }

    @Test
    void ofTwoTheFirstSubjectAndGrantCountAndAllClients() {
        Names john = new Names(List.of("a"), "john", "g");
        Names jane = new Names(List.of("a", "b"), "jane", "h");
        assertThat(john.and(jane)).isEqualTo(new Names(List.of("a", "b"), "john", "g"));
        assertThat(Names.NONE.and(jane)).isEqualTo(jane);
        assertThat(Names.ofClients(List.of("a", "a"))).isEqualTo(new Names(List.of("a"), null, null));
    }

    @Test
    void noNameIsPrinted() {
        assertThat(new Names(List.of("shop"), "john", "g").toString()).isEqualTo("names");
        assertThat(JOHN.toString()).isEqualTo("SUBJECT");
    }

    @Test
    void whereTheIdIsKnownNoOtherNameOfTheClientCounts() {
        Names both = new Names(List.of("shop", "4326385670", "https://shop.example"), "john", "g");
        assertThat(both.hasId()).isTrue();
        assertThat(both.byId()).isEqualTo(new Names(List.of("4326385670"), "john", "g"));
    }

    @Test
    void whatIsNoNumberIsNoId() {
        for (String name : List.of("", "shop", "12a", "1/2", "1:2", "https://shop.example")) {
            Names names = Names.ofClients(List.of(name));
            assertThat(names.hasId()).isFalse();
            assertThat(names.byId()).isEqualTo(names);
        }
    }
}
