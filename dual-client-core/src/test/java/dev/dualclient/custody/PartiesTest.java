package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Party.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a kill is about, and whom it concerns. */
class PartiesTest {

    private static final Party SHOP = new Party(Kind.CLIENT, "shop");
    private static final Party JOHN = new Party(Kind.SUBJECT, "john");
    private static final Party JOHN_AT_SHOP = new Party(Kind.SUBJECT_AT_CLIENT, "shop\0john");
    private static final Party GRANT = new Party(Kind.GRANT, "g");

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
            List<Party> narrowest,
            List<Party> all) {
        Parties names = new Parties(clients, subject, grant);
        assertThat(names.narrowest()).isEqualTo(narrowest);
        assertThat(names.all()).isEqualTo(all);
        assertThat(names.isEmpty()).isEqualTo(all.isEmpty());
    }

    @Test
    void ofTwoTheFirstSubjectAndGrantCountAndAllClients() {
        Parties john = new Parties(List.of("a"), "john", "g");
        Parties jane = new Parties(List.of("a", "b"), "jane", "h");
        assertThat(john.and(jane)).isEqualTo(new Parties(List.of("a", "b"), "john", "g"));
        assertThat(Parties.NONE.and(jane)).isEqualTo(jane);
        assertThat(Parties.ofClients(List.of("a", "a"))).isEqualTo(new Parties(List.of("a"), null, null));
    }

    @Test
    void noNameIsPrinted() {
        assertThat(new Parties(List.of("shop"), "john", "g").toString()).isEqualTo("names");
        assertThat(JOHN.toString()).isEqualTo("SUBJECT");
    }

    @Test
    void whereTheIdIsKnownNoOtherNameOfTheClientCounts() {
        Parties both = new Parties(List.of("shop", "4326385670", "https://shop.example"), "john", "g");
        assertThat(both.hasId()).isTrue();
        assertThat(both.byId()).isEqualTo(new Parties(List.of("4326385670"), "john", "g"));
    }

    @Test
    void whatIsNoNumberIsNoId() {
        for (String name : List.of("", "shop", "12a", "1/2", "1:2", "https://shop.example")) {
            Parties names = Parties.ofClients(List.of(name));
            assertThat(names.hasId()).isFalse();
            assertThat(names.byId()).isEqualTo(names);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "0012, 12",
        "+12, 12",
        "+0012, 12",
        "\u0661\u0662, 12",
        "\uff11\uff12, 12",
        "0, 0",
        "000, 0",
        "+, +",
        "'', ''",
        "-12, -12",
        "0x12, 0x12",
        "1 2, 1 2",
        "00shop, 00shop",
        "+shop, +shop"
    })
    void aNumberHasOneFormAndAnAliasIsLeftAsItIs(String spelling, String form) {
        assertThat(new Parties(List.of(spelling), "john", null).all())
                .containsExactlyElementsOf(new Parties(List.of(form), "john", null).all())
                .contains(new Party(Kind.CLIENT, form));
        assertThat(new Party(Kind.CLIENT, spelling).value()).isEqualTo(form);
        assertThat(new Party(Kind.SUBJECT, spelling).value()).isEqualTo(spelling);
    }

    @Test
    void twoSpellingsOfANumberNameOneClient() {
        Parties names = new Parties(List.of("12", "012"), null, null, "0012");
        assertThat(names.clients()).containsExactly("12");
        assertThat(names.id()).isEqualTo("12");
        assertThat(new Parties(List.of("\u0661"), null, null).hasId()).isTrue();
    }
}
