package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.TokenRow;
import dev.dualclient.test.emulator.state.TokenRows.Written;
import org.junit.jupiter.api.Test;

class RowsTest {

    private final Authlete from = new Authlete(AuthleteVersion.V2_3);
    private final Authlete to = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = from.client();

    @Test
    void aCopiedRowServesBothItsTokens() {
        importClient(Rows.Secret.MIGRATED);
        Result tokens = from.tokens(client);

        assertThat(write(row(tokens), true)).isEqualTo(Written.INSERTED);
        Result introspected = to.introspect(tokens.text("accessToken"), "read");
        assertThat(introspected.action()).isEqualTo("OK");
        assertThat(introspected.text("subject")).isEqualTo("john");
        assertThat(to.refresh(client, tokens.text("refreshToken")).action()).isEqualTo("OK");
        assertThat(from.introspect(tokens.text("accessToken")).action()).isEqualTo("OK");
    }

    @Test
    void aRowSentAsJsonStaysTheSame() {
        Result tokens = from.tokens(client);
        String json = Authlete.MAPPER.writeValueAsString(from.server.rows().snapshot());
        Rows.Snapshot read = Authlete.MAPPER.readValue(json, Rows.Snapshot.class);

        assertThat(read.tokens()).containsExactly(row(tokens));
        assertThat(read.clients().get(0).secret())
                .isEqualTo(from.server.rows().snapshot().clients().get(0).secret());
        assertThat(read.clients().get(0).redirectUris()).containsExactly(Authlete.CALLBACK);
    }

    @Test
    void rowsHoldHashesInPlaceOfTokens() {
        Result tokens = from.tokens(client);
        String json = Authlete.MAPPER.writeValueAsString(from.server.rows().snapshot());

        assertThat(json)
                .contains(row(tokens).accessTokenHash())
                .doesNotContain(tokens.text("accessToken"), tokens.text("refreshToken"));
    }

    @Test
    void aChangedRowReplacesItsOlderCopy() {
        importClient(Rows.Secret.MIGRATED);
        Result first = from.tokens(client);
        write(row(first), true);
        Result second = from.refresh(client, first.text("refreshToken"));

        assertThat(write(row(second), true)).isEqualTo(Written.REPLACED);
        assertThat(to.active(first.text("accessToken"))).isFalse();
        assertThat(to.active(second.text("accessToken"))).isTrue();
        assertThat(to.server.rows().snapshot().tokens()).hasSize(1);
    }

    @Test
    void aRowChangedHereIsKeptUnlessTheGuardIsOff() {
        importClient(Rows.Secret.MIGRATED);
        Result first = from.tokens(client);
        TokenRow old = row(first);
        write(old, true);
        Result here = to.refresh(client, first.text("refreshToken"));

        assertThat(write(old, true)).isEqualTo(Written.KEPT);
        assertThat(to.server.rows().erase(old.id(), true)).isFalse();
        assertThat(to.active(here.text("accessToken"))).isTrue();
        assertThat(write(old, false)).isEqualTo(Written.REPLACED);
        assertThat(to.active(here.text("accessToken"))).isFalse();
        assertThat(to.active(first.text("accessToken"))).isTrue();
    }

    @Test
    void aRowDeletedHereIsInsertedAgainByALateCopy() {
        importClient(Rows.Secret.MIGRATED);
        Result tokens = from.tokens(client);
        TokenRow old = row(tokens);
        write(old, true);
        to.revoke(client, tokens.text("accessToken"));

        assertThat(write(old, true)).isEqualTo(Written.INSERTED);
        assertThat(to.active(tokens.text("accessToken"))).isTrue();
    }

    @Test
    void anErasedRowTakesBothItsTokens() {
        importClient(Rows.Secret.MIGRATED);
        Result tokens = from.tokens(client);
        write(row(tokens), true);

        assertThat(to.server.rows().erase(row(tokens).id(), true)).isTrue();
        assertThat(to.active(tokens.text("accessToken"))).isFalse();
        assertThat(to.active(tokens.text("refreshToken"))).isFalse();
    }

    @Test
    void anImportedClientKeepsItsIdAndItsSecretIfThatIsMigrated() {
        Client imported = importClient(Rows.Secret.MIGRATED);

        assertThat(imported.clientId()).isEqualTo(client.id());
        assertThat(imported.synchronised()).isTrue();
        assertThat(to.token(client, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
    }

    @Test
    void anImportedClientGetsASecretThatNobodyKnowsIfItIsNotMigrated() {
        importClient(Rows.Secret.RANDOM);

        assertThat(to.token(client, "grant_type", "client_credentials").code()).isEqualTo("A157305");
        assertThat(from.token(client, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
    }

    @Test
    void synchronisationCanBeSwitchedLater() {
        importClient(Rows.Secret.MIGRATED);
        to.server.rows().synchronise(client.id(), false);

        assertThat(to.server.rows().snapshot().clients())
                .extracting(Client::synchronised)
                .containsExactly(false);
    }

    private Client importClient(Rows.Secret secret) {
        Client exported = from.server.rows().snapshot().clients().get(0);
        return to.server.rows().importClient(exported, secret, true);
    }

    private TokenRow row(Result tokens) {
        TokenRow row = from.server.rows().find(tokens.text("accessToken"));
        assertThat(row).isNotNull();
        return row;
    }

    private Written write(TokenRow row, boolean guarded) {
        return to.server.rows().write(row, guarded);
    }
}
