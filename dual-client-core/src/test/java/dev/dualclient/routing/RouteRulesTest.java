package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which routes an operator may choose. */
class RouteRulesTest {

    @ParameterizedTest
    @CsvSource({
        "auth-introspection, SECONDARY_FIRST",
        "auth-token,         PRIMARY_ONLY",
        "client-update,      PRIMARY_FIRST",
        // An update says what is to be, so that both may be told.
        "service-update,     BOTH",
        // What an operation does anyway can be written down.
        "auth-revocation,    BOTH",
        "vci-nonce,          PRIMARY_ONLY",
        "service-jwks-get,   MERGED",
    })
    void aRuleReplacesTheRouteOfItsOperationAndOfNoOther(String id, Route route) {
        RouteRules before = RouteRules.NONE.with("client-get", Route.SECONDARY_ONLY);

        RouteRules rules = before.with(id, route);

        assertThat(rules.of(question(id))).isEqualTo(route);
        assertThat(rules.of(question("client-get"))).isEqualTo(Route.SECONDARY_ONLY);
        assertThat(rules.of(question("client-get-list"))).isEqualTo(Route.MERGED);
        assertThat(before.of(question(id)))
                .isEqualTo(Catalogue.operation(id).ordinary().route());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vci-nonce          | LEADER_FIRST   | leader-first, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "vci-nonce          | BOTH           | both, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out",
                "auth-revocation    | SECONDARY_ONLY | secondary-only, but what one backend alone took away could come back to life: write both, or leave the rule out",
                "grant-management   | MERGED         | merged, but what one backend alone took away could come back to life: write both, or leave the rule out",
                "client-update      | MERGED         | merged, but its answers are no lists that could be united: write primary-first, or leave the rule out",
                "auth-introspection | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or leave the rule out",
                // One of its cases uses up what it names.
                "auth-token-update  | BOTH           | both, but asking both whatever the first says would do it twice: write primary-first, or leave the rule out",
            })
    void aRuleThatCannotHoldInEveryCaseIsRefusedWithWhatToWriteInstead(String id, Route route, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteRules.NONE.with(id, route))
                .withMessage("dual-client.operations." + id + ".route is " + why);
    }

    @Test
    void aRuleForNoOperationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteRules.NONE.with("auth-introspect", Route.PRIMARY_FIRST))
                .withMessage("dual-client.operations.auth-introspect names no operation: write an id of the table in"
                        + " docs/routing.md, auth-introspection say");
    }

    private static Question question(String id) {
        return Question.of(ApiCall.of(Catalogue.operation(id)).build());
    }
}
