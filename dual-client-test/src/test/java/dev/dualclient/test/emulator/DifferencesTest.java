package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private final Authlete former = new Authlete(AuthleteVersion.V2_3);
    private final Authlete later = new Authlete(AuthleteVersion.V3_0);

    @Test
    void fieldsThatOnly30KnowsAreIgnoredBy23() {
        assertThat(later.read("client-get", migrating(later))
                        .json()
                        .path("inScopeForTokenMigration")
                        .asBoolean())
                .isTrue();
        assertThat(former.read("client-get", migrating(former)).json().has("inScopeForTokenMigration"))
                .isFalse();
    }

    private static Map<String, String> migrating(Authlete authlete) {
        Registered client = authlete.client("inScopeForTokenMigration", true);
        return Map.of("clientId", Long.toString(client.id()));
    }

    @Test
    void settingsThatOnly30KnowsAreIgnoredBy23() {
        Map<String, String> own = Map.of("service", "21653835348762");

        assertThat(later.read("service-get", own).json().has("authorizationCodeDuration"))
                .isTrue();
        assertThat(former.read("service-get", own).json().has("authorizationCodeDuration"))
                .isFalse();
    }

    @Test
    void aNewClientOf30HasItsIdAsAlias() {
        Result created = later.call("client-create", "clientType", "PUBLIC");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("clientIdAlias")).isEqualTo(created.text("clientId"));
        assertThat(created.json().path("clientIdAliasEnabled").asBoolean()).isTrue();
        Result before = former.call("client-create", "clientType", "PUBLIC");
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.text("clientIdAlias")).isEmpty();
    }

    @Test
    void a30TokenIsCreatedForAClientIdentifierAndHasAnId() {
        Result created = create(later);

        assertThat(created.action()).isEqualTo("OK");
        assertThat(created.text("tokenId")).isNotEmpty();
        assertThat(create(former).code()).isEqualTo("A107201");
    }

    private static Result create(Authlete authlete) {
        authlete.client("clientIdAlias", "by-alias", "clientIdAliasEnabled", true);
        return authlete.call(
                "auth-token-create", "grantType", "CLIENT_CREDENTIALS", "clientId", 0, "clientIdentifier", "by-alias");
    }

    @Test
    void a30AuthorizationTellsTheClaimsForUserInfo() {
        assertThat(later.authorize(later.client()).json().has("claimsAtUserInfo"))
                .isTrue();
        assertThat(former.authorize(former.client()).json().has("claimsAtUserInfo"))
                .isFalse();
    }
}
