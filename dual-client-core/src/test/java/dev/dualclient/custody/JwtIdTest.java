package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An access token that is a JWT stands for what its {@code jti} names; nothing else does. */
class JwtIdTest {

    private static String jwt(String payload) {
        return "eyJh."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void theIdOfAnAccessToken() {
        Credential token = new Credential(CredentialKind.ACCESS_TOKEN, jwt("{\"jti\":\"id\"}"));
        assertThat(token.byJwtId()).isEqualTo(new Credential(CredentialKind.ACCESS_TOKEN, "id"));
        assertThat(Custody.listedHash(token)).isEqualTo(KeyedHash.hash("id"));
        assertThat(new Credential(CredentialKind.REFRESH_TOKEN, token.value()).byJwtId())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"jti\":\"\"}", "{\"jti\":1}", "[1]", "no JSON", "{\"jti\":"})
    void aJwtWithoutAnIdStandsForItself(String payload) {
        assertThat(JwtId.of(jwt(payload))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ey", "ey.", "ey..", "ey.!.x", "opaque.e30.x", "ey.e30", "ey.e30.a.b.c"})
    void whatIsNoSignedJwtStandsForItself(String value) {
        assertThat(JwtId.of(value)).isNull();
    }
}
