package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from several secrets, and what is encrypted with them. */
class KeyRingTest {

    private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);
    private static final Credential TOKEN = new Credential(CredentialKind.REFRESH_TOKEN, "r");

    private final KeyRing old = ring(1);
    private final KeyRing both = ring(2, 1);
    private final KeyRing fresh = ring(2);

    private static KeyRing ring(int... secrets) {
        return new KeyRing(
                Arrays.stream(secrets)
                        .mapToObj(secret -> {
                            byte[] bytes = new byte[32];
                            Arrays.fill(bytes, (byte) secret);
                            return bytes;
                        })
                        .toList(),
                "service");
    }

    @Test
    void theFirstSecretNamesAndTheOthersAreKnownAsOlderForms() {
        assertThat(both.ids()).containsExactly(fresh.ids().get(0), old.ids().get(0));
        assertThat(both.of(TOKEN)).isEqualTo(fresh.of(TOKEN)).isNotEqualTo(old.of(TOKEN));
        assertThat(both.of(TOKEN).forms()).containsExactly(fresh.of(TOKEN), old.of(TOKEN));
        assertThat(both.of(TOKEN).matches(old.of(TOKEN))).isTrue();
        assertThat(old.of(TOKEN).matches(both.of(TOKEN))).isFalse();
        assertThat(both.ofName(Party.Kind.CLIENT, "1").forms()).hasSize(2);
        assertThat(old.ofName(Party.Kind.CLIENT, "1")).isNotEqualTo(old.ofName(Party.Kind.SUBJECT, "1"));
    }

    @Test
    void theFirstSecretEncryptsAndAllDecrypt() {
        assertThat(both.open(both.seal(PLAIN))).isEqualTo(PLAIN);
        assertThat(fresh.open(both.seal(PLAIN))).isEqualTo(PLAIN);
        assertThat(both.open(old.seal(PLAIN))).isEqualTo(PLAIN);
        assertThat(both.seal(PLAIN)).isNotEqualTo(both.seal(PLAIN));
        assertThatThrownBy(() -> old.open(both.seal(PLAIN)))
                .isInstanceOf(UnreadableCommandException.class)
                .hasMessageContaining(fresh.ids().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsDamagedIsNotRead(String text) {
        assertThatThrownBy(() -> old.open(new Encrypted(old.ids().get(0), text)))
                .isInstanceOf(UnreadableCommandException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aTextUnderAnothersNameIsNotRead() {
        Encrypted sealed = old.seal(PLAIN);
        assertThatThrownBy(() -> both.open(new Encrypted(fresh.ids().get(0), sealed.text())))
                .isInstanceOf(UnreadableCommandException.class);
        assertThat(List.of(sealed.toString())).noneMatch(text -> text.contains(sealed.text()));
    }
}
