package dev.dualclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.operation.Case.Kills;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    @Test
    void has82RowsOfWhich20AreThreeZeroOnly() {
        assertThat(Catalogue.operations()).hasSize(82);
        assertThat(Catalogue.operations())
                .filteredOn(operation -> operation.availability() == Availability.PRIMARY_ONLY)
                .hasSize(20)
                .allSatisfy(operation ->
                        assertThat(operation.existsAt(Side.SECONDARY)).isFalse());
    }

    @Test
    void anUnknownIdIsNamedInTheMessage() {
        assertThat(Catalogue.find("auth-tokens")).isNull();
        assertThatThrownBy(() -> Catalogue.operation("auth-tokens"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no operation has the id auth-tokens");
    }

    static Stream<Operation> operations() {
        return Catalogue.operations().stream();
    }

    static Stream<Case> cases(Operation operation) {
        return Stream.concat(Stream.of(operation.ordinary()), operation.cases().values().stream());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyKillSaysWhatItKillsAndNothingElseDoes(Operation operation) {
        assertThat(cases(operation))
                .allSatisfy(one -> assertThat(one.kills() != Kills.NOTHING).isEqualTo(one.effect() == Effect.KILL));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyReadMayBeRepeatedAndOfTheRestOnlyCreates(Operation operation) {
        assertThat(cases(operation)).allSatisfy(one -> {
            if (one.effect() == Effect.READ) {
                assertThat(one.repeatable()).isTrue();
            } else if (one.repeatable()) {
                assertThat(one.effect()).isEqualTo(Effect.CREATE);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nothingIsCreatedOrConsumedAtBothAndNoKillGoesToOneSideOfTwo(Operation operation) {
        assertThat(cases(operation)).allSatisfy(one -> {
            if (operation.availability() == Availability.PRIMARY_ONLY) {
                assertThat(one.route()).isEqualTo(Route.PRIMARY_ONLY);
            } else if (one.effect() == Effect.CREATE || one.effect() == Effect.CONSUME) {
                assertThat(one.route()).isIn(Route.LEADER_FIRST, Route.PRIMARY_ONLY);
            } else if (one.effect() == Effect.KILL && one.kills() != Kills.SERVICE) {
                assertThat(one.route()).isEqualTo(Route.BOTH);
            } else if (one.route() == Route.MERGED) {
                assertThat(one.effect()).isEqualTo(Effect.READ);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatStandsInAPathStandsInThePathOfEitherStyle(Operation operation) {
        Stream<Locator> locators = Stream.of(
                        operation.names().stream().map(Operation.Named::at),
                        operation.clients().stream(),
                        Stream.ofNullable(operation.selector()))
                .flatMap(all -> all);
        assertThat(locators).allSatisfy(locator -> {
            if (locator instanceof Locator.PathVariable in) {
                assertThat(operation.primaryPath()).contains("{" + in.name() + "}");
                assertThat(operation.secondaryPath()).contains("{" + in.name() + "}");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyLocatorPointsSomewhere(Operation operation) {
        Stream<Locator> locators = Stream.of(
                        operation.names().stream().map(Operation.Named::at),
                        operation.brings().stream().map(Operation.Named::at),
                        operation.clients().stream(),
                        operation.subjects().stream(),
                        operation.spends().stream(),
                        operation.reveals().stream(),
                        Stream.ofNullable(operation.selector()))
                .flatMap(all -> all);
        assertThat(locators).allSatisfy(locator -> {
            if (locator instanceof Locator.Body in) {
                assertThat(in.pointer()).matches("(/[A-Za-z]+)+");
            } else if (locator instanceof Locator.Nested in) {
                assertThat(in.pointer() + in.inner()).matches("(/[A-Za-z_]+)+");
            } else if (locator instanceof Locator.Form in) {
                assertThat(in.pointer()).isEqualTo("/parameters");
                assertThat(in.field()).matches("[a-z_-]+");
            } else if (locator instanceof Locator.QueryParameter in) {
                assertThat(in.name()).matches("[A-Za-z]+");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anAnswerHasNeitherPathNorQuery(Operation operation) {
        assertThat(operation.reveals()).noneMatch(CatalogueTest::isOfARequestAlone);
        assertThat(operation.brings()).noneMatch(named -> isOfARequestAlone(named.at()));
    }

    private static boolean isOfARequestAlone(Locator locator) {
        return locator instanceof Locator.PathVariable || locator instanceof Locator.QueryParameter;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void credentialsStandInTheOrderInWhichTheSubjectIsChosen(Operation operation) {
        assertThat(operation.names()).extracting(Operation.Named::kind).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDARY, POST,   /api/auth/introspection,               auth-introspection,      {}",
        "PRIMARY,   POST,   /api/715948317/auth/introspection,     auth-introspection,      {serviceId=715948317}",
        "SECONDARY, GET,    /api/client/get/list,                  client-get-list,         {}",
        "SECONDARY, GET,    /api/client/get/lisp,                  client-get,              {clientId=lisp}",
        "PRIMARY,   GET,    /api/1/client/get/list,                client-get-list,         {serviceId=1}",
        "SECONDARY, GET,    /api/client/get/a%2Fb%3Fc%20%C3%A4+d,  client-get,              {clientId=a/b?c ä+d}",
        "SECONDARY, DELETE, /api/auth/token/delete/abc,            auth-token-delete,       {token=abc}",
        "SECONDARY, GET,    /api/hsk/delete/h1,                    hsk-delete,              {handle=h1}",
        "PRIMARY,   DELETE, /api/1/hsk/delete/h1,                  hsk-delete,              {handle=h1; serviceId=1}",
        "SECONDARY, GET,    /api/service/get/list,                 service-get-list,        {}",
        "SECONDARY, GET,    /api/service/get/9,                    service-get,             {service=9}",
        "PRIMARY,   GET,    /api/9/service/get,                    service-get,             {service=9}",
        "PRIMARY,   GET,    /api/service/get/list,                 service-get-list,        {}",
        "PRIMARY,   GET,    /api/misc/echo,                        misc-echo,               {}",
        "PRIMARY,   GET,    /api/1/client/authorization/get/list/john, client-authorization-get-list, {serviceId=1; subject=john}",
        "SECONDARY, PUT,    /api/client/extension/requestable_scopes/update/5, client-requestable-scopes-update, {clientId=5}",
    })
    void aPathStandsForAnOperation(Side style, String method, String path, String id, String variables) {
        Match match = Catalogue.match(style, method, path);
        assertThat(match).isNotNull();
        assertThat(match.operation().id()).isEqualTo(id);
        assertThat(match.variables()).isEqualTo(variables(variables));
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String pair : text.substring(1, text.length() - 1).split("; ")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                variables.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return variables;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/auth/introspection",
                "post /api/auth/introspection",
                "POST /api/auth/introspection/",
                "POST /api//auth/introspection",
                "POST api/auth/introspection",
                "POST /auth/introspection",
                "POST /api/1/auth/introspection",
                "POST /api/auth%2Fintrospection",
                "GET /api/client/get/%",
                "GET /api/client/get/%4",
                "GET /api/client/get/%zz",
                "GET /api/client/get/%C3",
                "GET /api/client/get/..",
                "GET /api/client/get/%2e%2E",
                "GET /api/client/get/",
                "GET /api/client/get/a/b",
                "POST /api/vci/metadata",
                "GET /api/info",
                "GET /",
                "GET ",
            })
    void aPathThatTheCatalogueLacksStandsForNothing(String methodAndPath) {
        int space = methodAndPath.indexOf(' ');
        assertThat(Catalogue.match(
                        Side.SECONDARY, methodAndPath.substring(0, space), methodAndPath.substring(space + 1)))
                .isNull();
    }

    @Test
    void aCodeBesideARefreshTokenIsNotWhatTheRequestIsAbout() {
        Operation token = Catalogue.operation("auth-token");
        Map<Locator, String> request = Map.of(
                Locator.of("/parameters?grant_type"), "refresh_token",
                Locator.of("/parameters?refresh_token"), "rt",
                Locator.of("/parameters?code"), "decoy",
                Locator.of("/parameters?subject_token"), "decoy");
        assertThat(token.caseOf(request::get).effect()).isEqualTo(Effect.CONSUME);
        assertThat(token.namedIn(request::get))
                .extracting(Operation.Named::kind)
                .containsExactly(CredentialKind.REFRESH_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "auth-token, /parameters?grant_type, password, CREATE",
        "auth-token, /parameters?grant_type, client_credentials, CREATE",
        "auth-token, /parameters?grant_type, authorization_code, CONSUME",
        "auth-token, /parameters?grant_type, of-tomorrow, CONSUME",
        "auth-token-update, /accessTokenValueUpdated, true, CONSUME",
        "auth-token-update, /accessTokenValueUpdated, false, UPDATE",
        "grant-management, /gmAction, QUERY, READ",
        "grant-management, /gmAction, REVOKE, KILL",
        "client-lock-flag-update, /clientLocked, true, KILL",
        "client-lock-flag-update, /clientLocked, false, UPDATE",
    })
    void oneFieldTellsTheCasesApart(String id, String selector, String value, Effect effect) {
        Map<Locator, String> request = Map.of(Locator.of(selector), value);
        assertThat(Catalogue.operation(id).caseOf(request::get).effect()).isEqualTo(effect);
    }
}
