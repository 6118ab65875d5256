package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the second backend is asked after the first. */
class FallbackRuleTest {

    private static final String INTROSPECTION = "auth-introspection {\"token\":\"t\"}";
    private static final String LOGIN = "auth-authorization {\"parameters\":\"client_id=1\"}";
    private static final String PUSHED_LOGIN = "auth-authorization {\"parameters\":\"client_id=1&request_uri=urn:1\"}";
    private static final String CODE = "auth-token {\"parameters\":\"grant_type=authorization_code&code=c\"}";
    private static final String CLIENT = "client-create {\"clientName\":\"c\"}";

    private static final Plan PLAN =
            new Plan(Plan.Mode.IN_TURN, List.of(Side.PRIMARY, Side.SECONDARY), Plan.Basis.STAGE);

    private static final Rules OWN = new Rules();

    private final FallbackRule rule = new FallbackRule(NewGrantsDuringOutage.SECONDARY);

    @ParameterizedTest
    @EnumSource(Reason.class)
    void onlyUnknownAndOutageLeadToTheSecondBackendInWhateverIsNotRepeatable(Reason reason) {
        boolean expected = switch (reason.outcome()) {
            case ACCEPTED, REFUSED, INDETERMINATE -> false;
            case UNRECOGNIZED -> true;
            case UNAVAILABLE ->
                reason != Reason.CLAIMED
                        && reason != Reason.LATE_COPY
                        && reason != Reason.UNSETTLED
                        && reason != Reason.CLOSED;
        };
        assertThat(rule.allows(facts(CODE), PLAN, ended(reason), OWN.of(facts(CODE))))
                .isEqualTo(expected);
        assertThat(rule.allows(facts(CLIENT), PLAN, ended(reason), OWN.of(facts(CLIENT))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "INTROSPECTION, NO_ANSWER_IN_TIME, true",
        "INTROSPECTION, SAID_NO,           false",
        "INTROSPECTION, THROTTLED,         false",
        "LOGIN,         SERVER_ERROR,      true",
        "PUSHED_LOGIN,  SERVER_ERROR,      false",
        "PUSHED_LOGIN,  NOT_CONNECTED,     true",
        "CODE,          CONNECTION_LOST,   false",
        "CLIENT,        CONNECTION_LOST,   false",
    })
    void whatMayHaveBeenProcessedIsRepeatedOnlyWhereARepeatLeavesNothing(String what, Reason reason, boolean expected) {
        String call = switch (what) {
            case "INTROSPECTION" -> INTROSPECTION;
            case "LOGIN" -> LOGIN;
            case "PUSHED_LOGIN" -> PUSHED_LOGIN;
            case "CODE" -> CODE;
            default -> CLIENT;
        };
        assertThat(rule.allows(facts(call), PLAN, ended(reason), OWN.of(facts(call))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_UNKNOWN,   UNKNOWN_CLIENT, true",
        "SECRET_UNKNOWN,   NOT_CONNECTED,  true",
        "SECRET_UNKNOWN,   SERVER_ERROR,   true",
        "SECRET_UNKNOWN,   SAID_NO,        false",
        "SECRET_DIFFERENT, UNKNOWN_CLIENT, true",
        "SECRET_DIFFERENT, NOT_CONNECTED,  false",
        "SECRET_DIFFERENT, SERVER_ERROR,   false",
        "SECRET_DIFFERENT, CIRCUIT_OPEN,   false",
    })
    void whoMayHaveAnotherSecretBeginsAtTheLeaderOnlyIfItCannotBeRefused(
            Plan.Basis basis, Reason reason, boolean expected) {
        Plan plan = new Plan(Plan.Mode.IN_TURN, List.of(Side.SECONDARY, Side.PRIMARY), basis);
        for (NewGrantsDuringOutage setting : NewGrantsDuringOutage.values()) {
            assertThat(new FallbackRule(setting).allows(facts(LOGIN), plan, ended(reason), OWN.of(facts(LOGIN))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void noNewGrantStartsElsewhereDuringAnOutageIfThatIsRefused() {
        FallbackRule strict = new FallbackRule(NewGrantsDuringOutage.REFUSE);

        assertThat(strict.allows(facts(LOGIN), PLAN, ended(Reason.NOT_CONNECTED), OWN.of(facts(LOGIN))))
                .isFalse();
        assertThat(strict.allows(facts(LOGIN), PLAN, ended(Reason.SERVER_ERROR), OWN.of(facts(LOGIN))))
                .isFalse();
        assertThat(strict.allows(facts(LOGIN), PLAN, ended(Reason.UNKNOWN_CLIENT), OWN.of(facts(LOGIN))))
                .isTrue();
        assertThat(strict.allows(facts(INTROSPECTION), PLAN, ended(Reason.NOT_CONNECTED), OWN.of(facts(INTROSPECTION))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whatCustodyHasSaidAndTooManyRequestsStandWhateverIsChosen(Reason reason) {
        List<Condition> all = List.of("refused", "unrecognized", "unavailable", "indeterminate").stream()
                .map(Condition::of)
                .toList();
        EffectiveRule any = new Rules(Map.of(), all, List.of("fallback")).of(facts(INTROSPECTION));
        Set<Reason> custodys = EnumSet.of(
                Reason.CLAIMED,
                Reason.LATE_COPY,
                Reason.UNSETTLED,
                Reason.CLOSED,
                Reason.USED_UP,
                Reason.KNOWN_CLIENT_REFUSED,
                Reason.THROTTLED);

        assertThat(rule.allows(facts(INTROSPECTION), PLAN, ended(reason), any))
                .isEqualTo(reason.outcome() != Outcome.ACCEPTED && !custodys.contains(reason));
    }

    @Test
    void anAcceptanceIsFinalWhateverItsAnswerSays() {
        ApiResponse answer = new ApiResponse(200, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        Attempt accepted = new Attempt(Side.PRIMARY, Reason.DONE, answer, null, Duration.ZERO);
        OperationRule any = OperationRule.NONE.withFallBackOn("status:200");
        Rules rules = new Rules(Map.of("auth-introspection", any), Condition.DEFAULTS, List.of());

        assertThat(rule.allows(facts(INTROSPECTION), PLAN, accepted, rules.of(facts(INTROSPECTION))))
                .isFalse();
    }

    private static CallFacts facts(String call) {
        int space = call.indexOf(' ');
        return CallFacts.of(ApiCall.of(Catalogue.operation(call.substring(0, space)))
                .body(call.substring(space + 1))
                .build());
    }

    private static Attempt ended(Reason reason) {
        return Attempt.notSent(Side.PRIMARY, reason);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whatThePrimaryHasRecognisedItAloneUsesUpUnlessItDoesNotLetTheClientIn(Reason reason) {
        Plan reserved = new Plan(Plan.Mode.IN_TURN, PLAN.order(), Plan.Basis.CUSTODY);
        boolean ofTheClient = reason == Reason.UNKNOWN_CLIENT || reason == Reason.CLIENT_NOT_AUTHENTICATED;
        assertThat(rule.allows(facts(CODE), reserved, ended(reason), OWN.of(facts(CODE))))
                .isEqualTo(ofTheClient);
        assertThat(rule.allows(facts(INTROSPECTION), reserved, ended(reason), OWN.of(facts(INTROSPECTION))))
                .isEqualTo(rule.allows(facts(INTROSPECTION), PLAN, ended(reason), OWN.of(facts(INTROSPECTION))));
    }
}
