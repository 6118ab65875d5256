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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may not choose for operations, or only knowingly. */
class RuleCheckTest {

    private static final OperationRule RULE = OperationRule.NONE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vci-nonce          | LEADER_FIRST   | leader-first, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "vci-nonce          | BOTH           | both, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "auth-revocation    | SECONDARY_FIRST | secondary-first, but what one backend alone took away could come back to life: write both, or leave the rule out",
                "auth-revocation    | LEADER_FIRST   | leader-first, but what one backend alone took away could come back to life: write both, or leave the rule out",
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
                "client-create      | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or client-create into dual-client.allow-unsafe-rules",
                // One of its cases uses up what it names.
                "auth-token-update  | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or auth-token-update into dual-client.allow-unsafe-rules",
            })
    void aRouteThatIsNotSafeIsRefusedUnlessItIsAllowed(String id, Route route, String why) {
        Map<String, OperationRule> chosen = Map.of(id, RULE.withRoute(route));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(chosen))
                .withMessage("dual-client.operations." + id + ".route is " + why);
        Rules allowed = new Rules(chosen, Condition.DEFAULTS, List.of(id));
        assertThat(allowed.of(facts(id)).route()).isEqualTo(route);
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
        "auth-token, code:A0",
        "auth-token, code:A999305",
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
        assertThat(allowed.of(facts(id)).fallBackOn()).hasToString("[unavailable, " + condition + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "auth-introspection, refused",
        "auth-introspection, error:invalid_token",
        "auth-introspection, status:404",
        "auth-token, code:A050305",
        "auth-token, code:A048304",
        "auth-token, code:A048346",
        "client-granted-scopes-get, code:A139001",
        "auth-authorization-issue, unavailable",
        "auth-token-update, action:NOT_FOUND",
        "device-authorization, action:UNAUTHORIZED",
        "auth-token, indeterminate-if-repeatable",
        "client-registration, unrecognized",
    })
    void toFallBackOnWhatIsReadOrUnknownIsSafe(String id, String condition) {
        assertThat(rules(Map.of(id, RULE.withFallBackOn(condition)))
                        .of(facts(id))
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
    void conditionsUnderAPatternHoldForThoseOfItsOperationsThatHaveAFallback() {
        Rules some = rules(Map.of("auth-*", RULE.withFallBackOn("unrecognized")));
        assertThat(some.of(facts("auth-token")).fallBackOn()).hasToString("[unrecognized]");

        // What creates a service is no danger, for it never falls back.
        Rules reading = rules(Map.of("service-*", RULE.withFallBackOn("refused")));
        assertThat(reading.of(facts("service-configuration-get")).fallBackOn()).hasToString("[refused]");
    }

    @ParameterizedTest
    @CsvSource({
        "auth-token,         FIRST_ACCEPTED",
        "auth-token,         LAST_ACCEPTED",
        "auth-introspection, BOTH_OR_FAIL",
        // One backend's refusal outweighs the other's "done" whatever is chosen.
        "auth-revocation,    SECONDARY",
        "service-*,          PRIMARY",
    })
    void anAnswerThatHidesNothingMayBeChosen(String key, WhoseAnswer answer) {
        assertThat(rules(Map.of(key, RULE.withAnswer(answer)))
                        .of(facts(key.replace("*", "configuration-get")))
                        .answer())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource(
            value = WhoseAnswer.class,
            names = {"SECONDARY", "BOTH_OR_FAIL"})
    void anAnswerThatHidesWhatWasDoneIsUnsafeWhichever(WhoseAnswer answer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("client-create", RULE.withAnswer(answer))))
                .withMessageContaining("would be answered by a refusal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-token", "auth-revocation", "service-jwks-get", "vci-metadata"})
    void onlyAReadOfWhichAnotherBackendMayKnowMoreIsHedged(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of(id, RULE.withHedgeAfter(Duration.ofMillis(50)))))
                .withMessage(
                        "dual-client.operations." + id + ".hedge-after is PT0.05S, but only a read of which another"
                                + " backend may know more can be hedged: write it under auth-introspection, say");
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
                        .of(facts("auth-token"))
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
                        .of(facts("auth-token"))
                        .fallBackOn())
                .isEqualTo(refused);
        assertThat(new Rules(Map.of(), List.of(), List.of())
                        .of(facts("auth-token"))
                        .fallBackOn())
                .isEmpty();
    }

    @Test
    void aPatternForSomeThatCannotHoldForOneSaysForWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("vci-*", RULE.withRoute(Route.SECONDARY_FIRST))))
                .withMessage("dual-client.operations.vci-*.route is secondary-first, but for vci-metadata Authlete 3.0"
                        + " alone has the operation: write primary-only, or leave the rule out");
    }

    private static Rules rules(Map<String, OperationRule> chosen) {
        return new Rules(chosen, Condition.DEFAULTS, List.of());
    }

    private static CallFacts facts(String id) {
        return CallFacts.of(ApiCall.of(Catalogue.operation(id)).build());
    }
}
