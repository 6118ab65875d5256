package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThat(rules.of(question(id)).route()).isEqualTo(route);
        assertThat(rules.of(question("client-get")).route()).isEqualTo(Route.SECONDARY_ONLY);
        assertThat(rules.of(question("client-get-list")).route()).isEqualTo(Route.MERGED);
        assertThat(new Rules().of(question(id)).route())
                .isEqualTo(Catalogue.operation(id).ordinary().route());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vci-nonce          | LEADER_FIRST   | leader-first, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "vci-nonce          | BOTH           | both, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "auth-revocation    | PRIMARY_FIRST  | primary-first, but what one backend alone took away could come back to life: write both, or leave the rule out",
                "service-delete     | BOTH           | both, but what one backend alone took away could come back to life: write primary-only, or leave the rule out",
                "grant-management   | MERGED         | merged, but what one backend alone took away could come back to life: write both, or leave the rule out",
                "client-update      | MERGED         | merged, but its answers are no lists that could be united: write primary-first, or leave the rule out",
            })
    void aRouteThatCannotHoldInEveryCaseIsRefusedWithWhatToWriteInstead(String id, Route route, String why) {
        Map<String, OperationRule> chosen = Map.of(id, RULE.withRoute(route));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rules(chosen, Condition.DEFAULTS, List.of(id)))
                .withMessage("dual-client.operations." + id + ".route is " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth-revocation    | SECONDARY_ONLY | secondary-only, but what one backend alone took away could come back to life: write both, or auth-revocation into dual-client.allow-unsafe-rules",
                "auth-token         | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or auth-token into dual-client.allow-unsafe-rules",
                // One of its cases uses up what it names.
                "auth-token-update  | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or auth-token-update into dual-client.allow-unsafe-rules",
            })
    void aRouteThatIsNotSafeIsRefusedUnlessItIsAllowed(String id, Route route, String why) {
        Map<String, OperationRule> chosen = Map.of(id, RULE.withRoute(route));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(chosen))
                .withMessage("dual-client.operations." + id + ".route is " + why);
        Rules allowed = new Rules(chosen, Condition.DEFAULTS, List.of(id));
        assertThat(allowed.of(question(id)).route()).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "auth-token, refused",
        "auth-token, indeterminate",
        "auth-token, status:500",
        "auth-token, status:400",
        "auth-token, error:invalid_grant",
        "auth-token, action:BAD_REQUEST",
        "auth-token, code:A050306X",
        "auth-token, code:A050312",
        "auth-authorization, refused",
        "auth-authorization-issue, indeterminate",
        "client-create, refused",
        "auth-token-update, error:x",
    })
    void toFallBackOnWhatMayHaveBeenDoneOrRefusedIsRefusedUnlessItIsAllowed(String id, String condition) {
        Map<String, OperationRule> chosen = Map.of(id, RULE.withFallBackOn("unavailable", condition));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(chosen))
                .withMessage("dual-client.operations." + id + ".fall-back-on is " + condition
                        + ", but it could be done twice by that, or done after it was refused: write unrecognized or"
                        + " unavailable, or " + id + " into dual-client.allow-unsafe-rules");
        Rules allowed = new Rules(chosen, Condition.DEFAULTS, List.of(id));
        assertThat(allowed.of(question(id)).fallBackOn()).hasToString("[unavailable, " + condition + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "auth-introspection, refused",
        "auth-introspection, error:invalid_token",
        "auth-introspection, status:404",
        "auth-token, code:A050305",
        "auth-token, indeterminate-if-repeatable",
        "client-registration, unrecognized",
    })
    void toFallBackOnWhatIsReadOrUnknownIsSafe(String id, String condition) {
        assertThat(rules(Map.of(id, RULE.withFallBackOn(condition)))
                        .of(question(id))
                        .fallBackOn())
                .hasToString("[" + condition + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth-revocation    | unrecognized | unrecognized], but there is no second backend to fall back on: leave the rule out, or write a route that has one",
                "vci-nonce          | unrecognized | unrecognized], but there is no second backend to fall back on: leave the rule out, or write a route that has one",
            })
    void conditionsForAnOperationWithoutFallbackAreRefused(String id, String condition, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of(id, RULE.withFallBackOn(condition))))
                .withMessage("dual-client.operations." + id + ".fall-back-on is [" + why);
    }

    @Test
    void tooManyRequestsAreNeverPassedOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("auth-introspection", RULE.withFallBackOn("status:429"))))
                .withMessage(
                        "dual-client.operations.auth-introspection.fall-back-on is status:429, but too many requests"
                                + " are not passed on to the other backend: leave it out");
    }

    @Test
    void anAnswerThatHidesWhatTheOtherBackendHasIssuedIsRefusedUnlessItIsAllowed() {
        Map<String, OperationRule> chosen = Map.of("auth-token", RULE.withAnswer(WhoseAnswer.PRIMARY));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(chosen))
                .withMessage("dual-client.operations.auth-token.answer is primary, but what the other backend has done"
                        + " would be answered by a refusal: write first-accepted, or auth-token into"
                        + " dual-client.allow-unsafe-rules");
        assertThat(new Rules(chosen, Condition.DEFAULTS, List.of("auth-token"))
                        .of(question("auth-token"))
                        .answer())
                .isEqualTo(WhoseAnswer.PRIMARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("service-jwks-get", RULE.withAnswer(WhoseAnswer.PRIMARY))))
                .withMessageEndingWith("but there is only one answer: leave the rule out");
    }

    @Test
    void conditionsForAllOperationsHaveToBeSafeForAll() {
        List<Condition> refused = List.of(Condition.of("refused"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rules(Map.of(), refused, List.of()))
                .withMessageStartingWith(
                        "dual-client.fallback.on has refused, but auth-authorization could be done twice")
                .withMessageEndingWith("or fallback into dual-client.allow-unsafe-rules");
        assertThat(new Rules(Map.of(), refused, List.of("fallback"))
                        .of(question("auth-token"))
                        .fallBackOn())
                .isEqualTo(refused);
        assertThat(new Rules(Map.of(), List.of(), List.of())
                        .of(question("auth-token"))
                        .fallBackOn())
                .isEmpty();
    }

    @Test
    void ofSeveralRulesTheMostSpecificCountsSettingBySetting() {
        Rules rules = rules(Map.of(
                "*", RULE.withTimeout(Duration.ofSeconds(3)),
                "auth-*", RULE.withTimeout(Duration.ofSeconds(2)).withWhenBothRefuse(WhoseRefusal.SECONDARY),
                "auth-introspection", RULE.withRoute(Route.SECONDARY_FIRST)));

        EffectiveRule rule = rules.of(question("auth-introspection"));
        assertThat(rule)
                .hasToString("auth-introspection: READ, route SECONDARY_FIRST, fall back on [unrecognized, unavailable,"
                        + " indeterminate-if-repeatable], answer FIRST_ACCEPTED, when both refuse SECONDARY, timeout PT2S,"
                        + " chosen by [auth-introspection, auth-*, *]");
        assertThat(rules.of(question("client-get")).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aPatternForSomeThatCannotHoldForOneSaysForWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("vci-*", RULE.withRoute(Route.SECONDARY_FIRST))))
                .withMessage("dual-client.operations.vci-*.route is secondary-first, but for vci-metadata Authlete 3.0"
                        + " alone has the operation: write primary-only, or leave the rule out");
    }

    @ParameterizedTest
    @CsvSource({"auth-introspect", "xyz-*", "auth.*"})
    void aRuleForNoOperationIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of(key, RULE.withRoute(Route.PRIMARY_FIRST))))
                .withMessage("dual-client.operations." + key + " names no operation: write an id of the table in"
                        + " docs/routing.md, auth-introspection say");
    }

    @ParameterizedTest
    @CsvSource({"maybe", "code:", "status:", "status:4xx", "refused:x", "error"})
    void whatIsNoConditionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(text))
                .withMessage(text + " is no condition: write one of unrecognized, refused, indeterminate,"
                        + " indeterminate-if-repeatable, unavailable, code:…, action:…, status:…, error:…");
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

    private static Question question(String id) {
        return Question.of(ApiCall.of(Catalogue.operation(id)).build());
    }
}
