package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.CredentialKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A credential as it stands in a call. */
class CredentialTest {

    private static final Credential CODE = new Credential(CredentialKind.AUTHORIZATION_CODE, "value");

    @Test
    void twoAreTheSameIfTheyAreOfOneKindAndValue() {
        assertThat(new Credential(CredentialKind.AUTHORIZATION_CODE, "value"))
                .isEqualTo(CODE)
                .hasSameHashCodeAs(CODE);
        assertThat(new Credential(CredentialKind.DEVICE_CODE, "value")).isNotEqualTo(CODE);
        assertThat(new Credential(CredentialKind.AUTHORIZATION_CODE, "other")).isNotEqualTo(CODE);
        assertThat(CODE).isNotEqualTo("value").isNotEqualTo(null);
        assertThat(CODE.hashCode()).isNotEqualTo(new Credential(CODE.kind(), "other").hashCode());
    }

    @Test
    void itHasAKeyOfItsOwnUnderEachRing() {
        KeyRing one = new KeyRing(List.of(new byte[32]), "one");
        KeyRing two = new KeyRing(List.of(new byte[32]), "two");
        CustodyKey first = CODE.key(one);

        assertThat(CODE.key(one)).isSameAs(first);
        assertThat(CODE.key(two)).isNotEqualTo(first);
        assertThat(CODE.key(one)).isEqualTo(first);
    }
}
