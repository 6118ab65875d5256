package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrantManagementTest {

    private static final String MANAGING = "grant_management_query grant_management_revoke";

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client();

    private static Result granted(Authlete authlete, Registered client, String... more) {
        return authlete.redeem(client, authlete.code(client, more));
    }

    private Result created(String scope) {
        return granted(authlete, client, "grant_management_action", "create", "scope", scope);
    }

    private static Result manage(Authlete authlete, String action, String grantId, String accessToken) {
        return authlete.call("grant-management", "gmAction", action, "grantId", grantId, "accessToken", accessToken);
    }

    @ParameterizedTest
    @EnumSource
    void aGrantIsQueriedAndRevokedWithItsTokens(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered managing = either.client();
        Result tokens = granted(either, managing, "grant_management_action", "create", "scope", "read " + MANAGING);
        String id = tokens.text("grantId");
        assertThat(tokens.content().path("grant_id").asString()).isEqualTo(id);

        Result queried = manage(either, "QUERY", id, tokens.text("accessToken"));
        assertThat(queried.action()).isEqualTo("OK");
        assertThat(queried.content().at("/scopes/0/scope").asString()).contains("read");
        Result other = granted(either, managing, "scope", MANAGING);
        assertThat(manage(either, "REVOKE", id, tokens.text("accessToken")).action())
                .isEqualTo("NO_CONTENT");

        assertThat(either.active(tokens.text("accessToken"))).isFalse();
        assertThat(either.refresh(managing, tokens.text("refreshToken")).code()).isEqualTo("A053305");
        assertThat(manage(either, "QUERY", id, other.text("accessToken")).action())
                .isEqualTo("NOT_FOUND");
        assertThat(either.active(other.text("accessToken"))).isTrue();
    }

    @Test
    void whatMayNotBeManagedIsRefused() {
        Result tokens = created("read " + MANAGING);
        String id = tokens.text("grantId");
        Registered stranger = authlete.client();

        assertThat(manage(authlete, "QUERY", id, "nobody's").action()).isEqualTo("UNAUTHORIZED");
        assertThat(manage(authlete, "QUERY", id, granted(authlete, client).text("accessToken"))
                        .action())
                .isEqualTo("FORBIDDEN");
        assertThat(manage(
                                authlete,
                                "REVOKE",
                                id,
                                granted(authlete, stranger, "scope", MANAGING).text("accessToken"))
                        .code())
                .isEqualTo("A907304");
        assertThat(manage(authlete, "CREATE", id, tokens.text("accessToken")).action())
                .isEqualTo("CALLER_ERROR");
    }

    @Test
    void aGrantGrowsByMergingAndIsReplacedWithItsTokens() {
        Result first = created("read " + MANAGING);
        String id = first.text("grantId");
        granted(authlete, client, "grant_management_action", "merge", "grant_id", id, "scope", "write");
        assertThat(scopes(id, first)).contains("read").contains("write");

        Result replaced =
                granted(authlete, client, "grant_management_action", "replace", "grant_id", id, "scope", MANAGING);
        assertThat(authlete.active(first.text("accessToken"))).isFalse();
        assertThat(scopes(id, replaced)).isEqualTo(MANAGING);
    }

    private String scopes(String id, Result tokens) {
        return manage(authlete, "QUERY", id, tokens.text("accessToken"))
                .content()
                .at("/scopes/0/scope")
                .asString();
    }

    @Test
    void theAuthorizationServerIsToldWhoseGrantItIs() {
        String id = created("read").text("grantId");
        Result asked = authlete.authorize(client, "grant_management_action", "merge", "grant_id", id);

        assertThat(asked.text("gmAction")).isEqualTo("MERGE");
        assertThat(asked.text("grantSubject")).isEqualTo("john");
        assertThat(asked.json().at("/grant/scopes/0/scope").asString()).isEqualTo("read");
        assertThat(authlete.approve(asked.text("ticket"), "subject", "mary").code())
                .isEqualTo("A901306");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_management_action, destroy, A901303",
        "grant_management_action, merge, A901304",
        "grant_id, x, A901302"
    })
    void aMalformedWishIsRefused(String name, String value, String code) {
        assertThat(authlete.authorize(client, name, value).code()).isEqualTo(code);
    }

    @Test
    void aGrantOfNobodyOrOfAnotherClientIsInvalid() {
        Registered stranger = authlete.client();
        String id = created("read").text("grantId");

        assertThat(authlete.authorize(stranger, "grant_management_action", "merge", "grant_id", id)
                        .text("responseContent"))
                .contains("error=invalid_grant_id");
        Settings.set(authlete, "grantManagementActionRequired", true);
        assertThat(authlete.authorize(client).code()).isEqualTo("A901301");
    }
}
