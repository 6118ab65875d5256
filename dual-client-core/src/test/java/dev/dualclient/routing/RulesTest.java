package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may choose for operations. */
class RulesTest {

    private static final OperationRule RULE = OperationRule.NONE;

    @ParameterizedTest
    @CsvSource({
        "auth-introspection, SECONDARY_FIRST",
        "auth-token,         PRIMARY_ONLY",
        "client-update,      PRIMARY_FIRST",
        // Both may be asked, as often as one likes.
        "auth-introspection, BOTH",
        // An update says what is to be, so that both may be told.
        "service-update,     BOTH",
        // What an operation does anyway can be written down.
        "auth-revocation,    BOTH",
        "vci-nonce,          PRIMARY_ONLY",
        "service-jwks-get,   MERGED",
    })
    void aRuleReplacesTheRouteOfItsOperationAndOfNoOther(String id, Route route) {
        Rules rules = rules(Map.of(id, RULE.withRoute(route), "client-get", RULE.withRoute(Route.SECONDARY_ONLY)));

        assertThat(rules.of(facts(id)).route()).isEqualTo(route);
        assertThat(rules.of(facts("client-get")).route()).isEqualTo(Route.SECONDARY_ONLY);
        assertThat(rules.of(facts("client-get-list")).route()).isEqualTo(Route.MERGED);
        assertThat(new Rules().of(facts(id)).route())
                .isEqualTo(Catalogue.operation(id).ordinary().route());
    }

    @Test
    void readsAreHedgedAndWhatStandsBesideThemIsNot() {
        Duration soon = Duration.ofMillis(50);
        Rules rules = rules(Map.of("*", RULE.withHedgeAfter(soon), "grant-management", RULE.withHedgeAfter(soon)));

        assertThat(rules.of(facts("auth-introspection")).hedgeAfter()).isEqualTo(soon);
        assertThat(rules.of(facts("auth-token")).hedgeAfter()).isNull();
        assertThat(rules.of(Calls.QUERY.facts()).hedgeAfter()).isEqualTo(soon);
        assertThat(rules.of(Calls.GRANT_REVOCATION.facts()).hedgeAfter()).isNull();
    }

    @Test
    void ofSeveralRulesTheMostSpecificCountsSettingBySetting() {
        Rules rules = rules(Map.of(
                "*", RULE.withTimeout(Duration.ofSeconds(3)),
                "auth-*", RULE.withTimeout(Duration.ofSeconds(2)).withWhenBothRefuse(WhoseRefusal.SECONDARY),
                "auth-introspection", RULE.withRoute(Route.SECONDARY_FIRST)));

        EffectiveRule rule = rules.of(facts("auth-introspection"));
        assertThat(rule)
                .hasToString("auth-introspection: READ, route SECONDARY_FIRST, fall back on [unrecognized, unavailable,"
                        + " indeterminate-if-repeatable], answer FIRST_ACCEPTED, when both refuse SECONDARY, timeout PT2S,"
                        + " chosen by [auth-introspection, auth-*, *]");
        assertThat(rules.of(facts("client-get")).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aSpecificRuleOutweighsAGeneralOneInEverySetting() {
        OperationRule specific = new OperationRule(
                Route.SECONDARY_FIRST,
                List.of(),
                WhoseAnswer.SECONDARY,
                WhoseRefusal.PRIMARY,
                Duration.ofSeconds(1),
                Duration.ZERO);
        OperationRule general = new OperationRule(
                Route.PRIMARY_ONLY,
                Condition.DEFAULTS,
                WhoseAnswer.LAST_ACCEPTED,
                WhoseRefusal.SECONDARY,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));

        assertThat(specific.orElse(general)).isEqualTo(specific);
        assertThat(RULE.orElse(general)).isEqualTo(general);
        assertThat(rules(Map.of("auth-introspection", specific)).of(facts("auth-introspection")))
                .hasToString(
                        "auth-introspection: READ, route SECONDARY_FIRST, fall back on [], answer SECONDARY, when both"
                                + " refuse PRIMARY, timeout PT1S, hedge after PT0S, chosen by [auth-introspection]");
        assertThat(new Rules().of(Calls.QUERY.facts()))
                .hasToString(
                        "grant-management (QUERY): READ, route LEADER_FIRST, fall back on [unrecognized, unavailable,"
                                + " indeterminate-if-repeatable], answer FIRST_ACCEPTED, when both refuse OWNER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aTimeoutIsLongerThanZero(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withTimeout(timeout))
                .withMessage("timeout is " + timeout + ": write a duration longer than zero");
    }

    @Test
    void aHedgeDoesNotComeBeforeItsCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withHedgeAfter(Duration.ofMillis(-1)))
                .withMessage("hedge-after is PT-0.001S: write zero or a longer duration");
    }

    @ParameterizedTest
    @CsvSource({"auth-introspect", "xyz-*", "auth.*"})
    void aRuleForNoOperationIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of(key, RULE.withRoute(Route.PRIMARY_FIRST))))
                .withMessage("dual-client.operations." + key + " names no operation: write an id of the table in"
                        + " docs/routing.md, auth-introspection say");
    }

    @Test
    void theTableHasEveryOperationInEveryCase() {
        assertThat(new Rules().table())
                .extracting(EffectiveRule::operation)
                .containsAll(
                        Catalogue.operations().stream().map(Object::toString).toList());
        assertThat(new Rules().table())
                .filteredOn(rule -> rule.operation().equals("grant-management"))
                .extracting(EffectiveRule::when)
                .containsExactly(null, "QUERY");
    }

    private static Rules rules(Map<String, OperationRule> chosen) {
        return new Rules(chosen, Condition.DEFAULTS, List.of());
    }

    private static CallFacts facts(String id) {
        return CallFacts.of(ApiCall.of(Catalogue.operation(id)).build());
    }
}
