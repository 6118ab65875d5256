package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of clients as operators read and set them. */
class SecretsTest {

    private static Authlete hiding(AuthleteVersion version) {
        return new Authlete(
                AuthleteEmulator.builder().version(version).secretsHidden().service());
    }

    private static Result set(Authlete authlete, Registered client, String secret) {
        return authlete.call(
                "client-secret-update",
                Map.of("clientIdentifier", Long.toString(client.id())),
                Map.of(),
                Authlete.json("clientSecret", secret));
    }

    private static Result refresh(Authlete authlete, Registered client) {
        return authlete.read("client-secret-refresh", Map.of("clientIdentifier", Long.toString(client.id())));
    }

    private static Result read(Authlete authlete, Registered client) {
        return authlete.read("client-get", Map.of("clientId", Long.toString(client.id())));
    }

    private static String listed(Authlete authlete) {
        return authlete.read("client-get-list", Map.of())
                .json()
                .at("/clients/0/clientSecret")
                .asString("");
    }

    @ParameterizedTest
    @EnumSource
    void aSecretIsReadInClear(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        Registered client = authlete.client();

        assertThat(read(authlete, client).text("clientSecret")).isEqualTo(client.secret());
        assertThat(listed(authlete)).isEqualTo(client.secret());
        set(authlete, client, "chosen");
        assertThat(read(authlete, client).text("clientSecret")).isEqualTo("chosen");
        Result updated = authlete.call(
                "client-update",
                Map.of("clientId", Long.toString(client.id())),
                Map.of(),
                read(authlete, client).json());
        assertThat(updated.text("clientSecret")).isEqualTo("chosen");
        assertThat(read(authlete, authlete.publicClient()).json().has("clientSecret"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeTellsTheNewSecretAndTheOldOne(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        Registered client = authlete.client();
        Result chosen = set(authlete, client, "chosen");
        Result refreshed = refresh(authlete, client);

        assertThat(chosen.text("newClientSecret")).isEqualTo("chosen");
        assertThat(chosen.text("oldClientSecret")).isEqualTo(client.secret());
        assertThat(refreshed.text("newClientSecret")).isNotEmpty().isNotEqualTo("chosen");
        assertThat(refreshed.text("oldClientSecret")).isEqualTo("chosen");
    }

    @ParameterizedTest
    @EnumSource
    void secretsCanBeHidden(AuthleteVersion version) {
        Authlete authlete = hiding(version);
        Registered client = authlete.client();

        assertThat(client.secret()).isNotEmpty();
        assertThat(read(authlete, client).json().has("clientSecret")).isFalse();
        assertThat(listed(authlete)).isEmpty();
        assertThat(set(authlete, client, "chosen").json().has("oldClientSecret"))
                .isFalse();
        assertThat(refresh(authlete, client).text("newClientSecret")).isNotEmpty();
        assertThat(refresh(authlete, client).json().has("oldClientSecret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not good", "ä", "a.b", "a+b"})
    void aSecretIsMadeOfLettersDigitsHyphensAndUnderscores(String secret) {
        Authlete authlete = new Authlete(AuthleteVersion.V3_0);
        Registered client = authlete.client();
        String longest = "x".repeat(86);

        assertThat(set(authlete, client, secret).code()).isEqualTo("A149601");
        assertThat(set(authlete, client, longest + "x").code()).isEqualTo("A149601");
        assertThat(read(authlete, client).text("clientSecret")).isEqualTo(client.secret());
        assertThat(set(authlete, client, longest).text("newClientSecret")).isEqualTo(longest);
    }
}
