package dev.dualclient.test.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token migrator does, what it promises, and what happens when a promise is broken. */
@DualClientTest
class TokenMigratorTest {

    private Emulators emulators;
    private TokenMigrator migrator;
    private AuthleteApi primary;
    private AuthleteApi secondary;
    private TestClient client;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        migrator = given.migrator();
        primary = given.primaryApi();
        secondary = given.secondaryApi();
        client = given.client().atBoth();
    }

    @Test
    void aNewRowIsCopiedOnceAndWorksAtThePrimary() {
        TokenCreateResponse token = issue(secondary);
        assertThat(active(primary, token.getAccessToken())).isFalse();
        assertThat(migrator.runOnce()).isEqualTo(1);
        assertThat(active(primary, token.getAccessToken())).isTrue();
        assertThat(migrator.runOnce()).isZero();
        assertThat(refresh(primary, token.getRefreshToken()).getAction()).isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    void aChangedRowIsCopiedAgain() {
        TokenCreateResponse token = issue(secondary);
        migrator.runOnce();
        TokenResponse refreshed = refresh(secondary, token.getRefreshToken());
        assertThat(migrator.runOnce()).isEqualTo(1);
        assertThat(active(primary, token.getAccessToken())).isFalse();
        assertThat(active(primary, refreshed.getAccessToken())).isTrue();
    }

    @Test
    void tokensOfClientsThatAreNotFlaggedStay() {
        client = emulators.client().atSecondary();
        issue(secondary);
        assertThat(migrator.runOnce()).isZero();
        emulators.clientImport().some(Secrets.RANDOM, Long.toString(client.id()));
        assertThat(migrator.runOnce()).isEqualTo(1);
    }

    @Test
    void anImportedClientHasItsSecretOrARandomOne() {
        assertThat(tokenByOwnCredentials(primary)).isEqualTo(TokenResponse.Action.OK);
        client = emulators.client().atBothWithRandomSecret();
        assertThat(tokenByOwnCredentials(primary)).isEqualTo(TokenResponse.Action.INVALID_CLIENT);
        assertThat(tokenByOwnCredentials(secondary)).isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    void aClientThatThereIsNotCannotBeImported() {
        assertThatThrownBy(() -> emulators.clientImport().some(Secrets.MIGRATED, "404"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("404");
    }

    @Test
    void aRowReadEarlyCanBeWrittenAfterThingsHaveChanged() {
        TokenCreateResponse token = issue(secondary);
        Snapshot snapshot = migrator.read();
        TokenResponse refreshed = refresh(secondary, token.getRefreshToken());
        assertThat(migrator.write(snapshot)).isEqualTo(1);
        assertThat(active(primary, token.getAccessToken())).isTrue();
        assertThat(active(secondary, token.getAccessToken())).isFalse();
        assertThat(migrator.runOnce()).isEqualTo(1);
        assertThat(active(primary, refreshed.getAccessToken())).isTrue();
    }

    @Test
    void m1RowsThatThePrimaryChangedAreKept() {
        TokenCreateResponse token = issue(secondary);
        migrator.runOnce();
        TokenResponse refreshed = refresh(primary, token.getRefreshToken());
        refresh(secondary, token.getRefreshToken());
        assertThat(migrator.runOnce()).isZero();
        assertThat(active(primary, refreshed.getAccessToken())).isTrue();
    }

    @Test
    void m1BrokenRowsThatThePrimaryChangedAreOverwrittenAndDeleted() {
        TokenCreateResponse token = issue(secondary);
        migrator.runOnce();
        TokenResponse refreshed = refresh(primary, token.getRefreshToken());
        migrator.breakPromises(Promise.M1);
        assertThat(migrator.runOnce()).isEqualTo(1);
        assertThat(active(primary, refreshed.getAccessToken())).isFalse();
        assertThat(active(primary, token.getAccessToken())).isTrue();

        secondary.tokenDelete(token.getAccessToken());
        migrator.runOnce();
        assertThat(active(primary, token.getAccessToken())).isFalse();
    }

    @Test
    void m2BrokenARowIsMissingForAMoment() {
        TokenCreateResponse token = issue(secondary);
        migrator.runOnce();
        secondary.tokenUpdate(
                new TokenUpdateRequest().setAccessToken(token.getAccessToken()).setScopes(new String[] {"read"}));
        List<Boolean> inBetween = new ArrayList<>();
        migrator.breakPromises(Promise.M2);
        migrator.whileTorn(() -> inBetween.add(active(primary, token.getAccessToken())));
        assertThat(migrator.runOnce()).isEqualTo(1);
        assertThat(inBetween).containsExactly(false);
        assertThat(active(primary, token.getAccessToken())).isTrue();
    }

    @Test
    void m3CodesStayUnlessThePromiseIsBroken() {
        String code = code(secondary);
        migrator.runOnce();
        assertThat(redeem(primary, code).getResultCode()).isEqualTo("A050305");
        migrator.breakPromises(Promise.M3);
        migrator.runOnce();
        assertThat(redeem(primary, code).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(redeem(secondary, code).getAction()).isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    void m4ASnapshotOlderThanTheLagIsNotWrittenUnlessThePromiseIsBroken() {
        TokenCreateResponse token = issue(secondary);
        migrator.knownLag(Duration.ofMinutes(10));
        Snapshot snapshot = migrator.read();
        emulators.advance(Duration.ofMinutes(11));
        assertThat(migrator.write(snapshot)).isZero();
        assertThat(active(primary, token.getAccessToken())).isFalse();
        migrator.breakPromises(Promise.M4);
        assertThat(migrator.write(snapshot)).isEqualTo(1);
        assertThat(active(primary, token.getAccessToken())).isTrue();
    }

    @Test
    void m5ARowIsNotInsertedAgainUnlessThePromiseIsBroken() {
        TokenCreateResponse token = issue(secondary);
        migrator.runOnce();
        primary.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(token.getAccessToken()));
        refresh(secondary, token.getRefreshToken());
        assertThat(migrator.runOnce()).isZero();
        migrator.breakPromises(Promise.M5);
        assertThat(migrator.runOnce()).isEqualTo(1);
    }

    @Test
    void runsByItselfUntilStoppedAndOutlivesAnOutage() {
        emulators.secondary().faults().refuseConnections();
        migrator.start(Duration.ofMillis(20), Duration.ofMillis(20));
        emulators.secondary().faults().clear();
        TokenCreateResponse token = issue(secondary);
        await().until(() -> active(primary, token.getAccessToken()));
        assertThatThrownBy(() -> migrator.start(Duration.ofMillis(20), Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
        migrator.stop();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("token-migrator")));
    }

    private TokenCreateResponse issue(AuthleteApi api) {
        return api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject("john")
                .setScopes(new String[] {"read", "write"}));
    }

    private boolean active(AuthleteApi api, String token) {
        return api.introspection(new IntrospectionRequest().setToken(token)).isUsable();
    }

    private TokenResponse refresh(AuthleteApi api, String refreshToken) {
        return token(api, "grant_type=refresh_token&refresh_token=" + refreshToken);
    }

    private TokenResponse.Action tokenByOwnCredentials(AuthleteApi api) {
        return token(api, "grant_type=client_credentials").getAction();
    }

    private TokenResponse redeem(AuthleteApi api, String code) {
        return token(api, "grant_type=authorization_code&code=" + code);
    }

    private TokenResponse token(AuthleteApi api, String parameters) {
        return api.token(new TokenRequest()
                .setParameters(parameters)
                .setClientId(Long.toString(client.id()))
                .setClientSecret(client.secret()));
    }

    private String code(AuthleteApi api) {
        String ticket = api.authorization(new AuthorizationRequest()
                        .setParameters("response_type=code&scope=read&client_id=" + client.id()))
                .getTicket();
        return api.authorizationIssue(
                        new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"))
                .getAuthorizationCode();
    }
}
