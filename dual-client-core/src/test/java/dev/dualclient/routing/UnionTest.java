package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.scenario.Scenario;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads of what both hold. */
class UnionTest {

    @Test
    void keysAreUnitedByKidAndThePrimarysWins() {
        JsonNode union = union(
                "{\"keys\":[{\"kid\":\"a\",\"n\":\"p\"}]}", "{\"keys\":[{\"kid\":\"a\",\"n\":\"s\"},{\"kid\":\"b\"}]}");

        assertThat(union.toString()).isEqualTo("{\"keys\":[{\"kid\":\"a\",\"n\":\"p\"},{\"kid\":\"b\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kid":"a","kty":"RSA","n":"1","e":"3"}         | {"kid":"a","kty":"RSA","n":"2","e":"3"}         | [a]
            {"kid":"a","kty":"EC","crv":"P-256","x":"1"}    | {"kid":"a","kty":"EC","crv":"P-384","x":"1"}    | [a]
            {"kid":"a","kty":"RSA","n":"1","alg":"RS256"}   | {"kid":"a","kty":"RSA","n":"1","use":"sig"}     | []
            {"kid":"a","kty":"RSA","n":"1"}                 | {"kid":"b","kty":"RSA","n":"2"}                 | []
            {"kty":"RSA","n":"1"}                           | {"kty":"RSA","n":"2"}                           | []
            """)
    void differentKeysByOneIdAreFound(String primary, String secondary, String ids) {
        assertThat(Union.differingKeys(json("{\"keys\":[" + primary + "]}"), json("{\"keys\":[" + secondary + "]}")))
                .hasToString(ids);
    }

    private static final String RSA = "{'kid':'a','kty':'RSA','n':'1','e':'AQAB'}";
    private static final String EC = "{'kid':'a','kty':'EC','crv':'P-256','x':'1','y':'2'}";
    private static final String SIG = "{'kid':'a','kty':'RSA','use':'sig','n':'1','e':'AQAB'}";
    private static final String ENC = "{'kid':'a','kty':'RSA','use':'enc','n':'2','e':'AQAB'}";

    static Stream<Arguments> byOneId() {
        return Stream.of(
                Arguments.of(RSA, EC, RSA + "," + EC),
                Arguments.of(SIG, ENC, SIG + "," + ENC),
                Arguments.of(RSA + "," + EC, SIG + "," + ENC, RSA + "," + EC + "," + ENC),
                // The same key for another use, or by another id, is found by another header of a JWT.
                Arguments.of(SIG, SIG.replace("sig", "enc"), SIG + "," + SIG.replace("sig", "enc")),
                Arguments.of(RSA, RSA.replace("'a'", "'b'"), RSA + "," + RSA.replace("'a'", "'b'")),
                // What is the same, or for all that another is for, appears once.
                Arguments.of(EC, EC.replace("'kid'", "'x5c':['c'],'kid'"), EC),
                Arguments.of(RSA + "," + RSA, SIG.replace("'kid'", "'alg':'RS256','kid'"), RSA),
                // A set of one backend may hold two keys that only their values tell apart.
                Arguments.of(
                        RSA + "," + RSA.replace("'1'", "'3'"), EC, RSA + "," + RSA.replace("'1'", "'3'") + "," + EC));
    }

    @ParameterizedTest
    @Scenario("N31")
    @MethodSource
    void byOneId(String primary, String secondary, String union) {
        JsonNode one = json(("{'keys':[" + primary + "]}").replace('\'', '"'));
        JsonNode other = json(("{'keys':[" + secondary + "]}").replace('\'', '"'));

        assertThat(Union.of(one, other, 0, 5).toString()).isEqualTo(("{'keys':[" + union + "]}").replace('\'', '"'));
        assertThat(Union.differingKeys(one, other)).isEmpty();
    }

    @Test
    @Scenario("N31")
    void ofDifferentKeysThatNobodyCouldTellApartThePrimarysIsServed() {
        JsonNode primary =
                json("{'keys':[{'kid':'a','kty':'RSA','use':'sig','alg':'RS256','n':'1','e':'3'}]}".replace('\'', '"'));
        JsonNode secondary = json(("{'keys':[{'kid':'a','kty':'RSA','use':'sig','alg':'RS256','n':'2','e':'3'},"
                        + "{'kid':'a','kty':'RSA','use':'sig','alg':'PS256','n':'2','e':'3'}]}")
                .replace('\'', '"'));

        assertThat(Union.differingKeys(primary, secondary)).containsExactly("a");
        assertThat(Union.of(primary, secondary, 0, 5).path("keys").values())
                .extracting(key -> key.path("alg").asString() + key.path("n").asString())
                .containsExactly("RS2561", "PS2562");
    }

    @Test
    void privateKeysAreNeverMerged() {
        String primary = "{\"keys\":[{\"kid\":\"a\",\"d\":\"secret\"}]}";

        assertThat(union(primary, "{\"keys\":[{\"kid\":\"b\",\"d\":\"secret\"}]}")
                        .toString())
                .isEqualTo(primary);
    }

    @Test
    void entriesThatBothHoldAppearOnceAndTheTotalSaysSo() {
        JsonNode union = Union.of(
                json(
                        "{\"start\":0,\"end\":3,\"totalCount\":2,\"clients\":[{\"clientId\":1,\"at\":\"p\"},{\"clientId\":2}]}"),
                json(
                        "{\"start\":0,\"end\":3,\"totalCount\":2,\"clients\":[{\"clientId\":1,\"at\":\"s\"},{\"clientId\":3}]}"),
                0,
                3);

        assertThat(union.path("totalCount").intValue()).isEqualTo(3);
        assertThat(union.path("clients").toString())
                .isEqualTo("[{\"clientId\":1,\"at\":\"p\"},{\"clientId\":2},{\"clientId\":3}]");
    }

    @Test
    void aLaterPageContinuesWhereTheOneBeforeEnded() {
        JsonNode primary = json("{\"totalCount\":2,\"clients\":[{\"clientId\":1},{\"clientId\":2}]}");
        JsonNode secondary = json("{\"totalCount\":2,\"clients\":[{\"clientId\":3},{\"clientId\":4}]}");

        assertThat(Union.of(primary, secondary, 0, 2).path("clients").toString())
                .isEqualTo("[{\"clientId\":1},{\"clientId\":2}]");
        assertThat(Union.of(primary, secondary, 2, 4).path("clients").toString())
                .isEqualTo("[{\"clientId\":3},{\"clientId\":4}]");
    }

    @ParameterizedTest(name = "{0} and {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // A key may have no kid (RFC 7517 section 4.5).
                "{'keys':[{'n':'1'}]}         | {'keys':[{'n':'1'},{'n':'2'}]} | {'keys':[{'n':'1'},{'n':'2'}]}",
                "{}                           | {'keys':[{'kid':'a'}]}         | {'keys':[{'kid':'a'}]}",
                "{'keys':[{'kid':'a'}]}       | {}                             | {'keys':[{'kid':'a'}]}",
                "{'keys':[{'kid':'a'}]}       | {'error':'x'}                  | {'keys':[{'kid':'a'}]}",
                "{'issuer':'p'}               | {'issuer':'s'}                 | {'issuer':'p'}",
                "[]                           | {'keys':[{'kid':'a'}]}         | []",
                // Private and symmetric keys are never merged.
                "{'keys':[{'kid':'a','d':1}]} | {'keys':[{'kid':'b'}]}         | {'keys':[{'kid':'a','d':1}]}",
                "{'keys':[{'kid':'a','k':1}]} | {'keys':[{'kid':'b'}]}         | {'keys':[{'kid':'a','k':1}]}",
                "{'keys':[{'kid':'a'}]}       | {'keys':[{'kid':'b','d':1}]}   | {'keys':[{'kid':'a'}]}",
                "{'keys':[{'kid':'a'}]}       | {'keys':[{'kid':'b','k':1}]}   | {'keys':[{'kid':'a'}]}",
                // Other members are the primary's.
                "{'clients':[],'developer':1} | {'clients':[{'clientId':1}],'developer':2} | {'clients':[{'clientId':1}],'developer':1}",
                "{'accessTokens':[{'accessTokenHash':'h','scopes':1}]} | {'accessTokens':[{'accessTokenHash':'h'}]} | {'accessTokens':[{'accessTokenHash':'h','scopes':1}]}",
            })
    void whatBothHoldIsUnitedAsFarAsItIsAList(String primary, String secondary, String union) {
        assertThat(union(primary.replace('\'', '"'), secondary.replace('\'', '"'))
                        .toString())
                .isEqualTo(union.replace('\'', '"'));
    }

    @Test
    void aPageHoldsNoMoreThanWasAskedFor() {
        JsonNode union = Union.of(
                json("{\"totalCount\":2,\"clients\":[{\"clientId\":1},{\"clientId\":2}]}"),
                json("{\"totalCount\":2,\"clients\":[{\"clientId\":3},{\"clientId\":4}]}"),
                1,
                3);

        assertThat(union.toString())
                .isEqualTo("{\"totalCount\":4,\"clients\":[{\"clientId\":2},{\"clientId\":3}],\"start\":1,\"end\":3}");
    }

    @Test
    void whereOnlyOneGaveAListAPageOfItIsThePageAskedFor() {
        JsonNode alone = json("{\"totalCount\":3,\"clients\":[{\"clientId\":1},{\"clientId\":2},{\"clientId\":3}]}");

        assertThat(Union.of(alone, json("{}"), 1, 2).path("clients").toString()).isEqualTo("[{\"clientId\":2}]");
    }

    @Test
    void aListWithoutPagesIsWhole() {
        JsonNode union = Union.of(
                json("{\"clients\":[{\"clientId\":1},{\"clientId\":2}]}"),
                json("{\"clients\":[{\"clientId\":3}]}"),
                1,
                2);

        assertThat(union.toString()).isEqualTo("{\"clients\":[{\"clientId\":1},{\"clientId\":2},{\"clientId\":3}]}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 0, 5", "3, 3, 3", "0, 0, 0", "x, 0, 5", "'', 0, 5", "-1, 0, 5", "9999999999, 0, 5"})
    void aRangeIsWhatTheCallerWroteOrAuthletesDefault(@Nullable String text, int start, int end) {
        assertThat(Union.start(text)).isEqualTo(start);
        assertThat(Union.end(text)).isEqualTo(end);
    }

    private static JsonNode union(String primary, String secondary) {
        return Union.of(json(primary), json(secondary), 0, 5);
    }

    private static JsonNode json(String text) {
        return JsonFormat.read(text);
    }
}
