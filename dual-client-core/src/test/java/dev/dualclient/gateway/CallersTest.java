package dev.dualclient.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private final Callers callers = new Callers(Map.of("one", "first-secret", "two", "second-secret"));

    @ParameterizedTest
    @CsvSource({"one:first-secret, true", "two:second-secret, true", "one:second-secret, false", "one, false"})
    void userAndSecretBelongTogether(String pair, boolean known) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertThat(isCaller(basic)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"Bearer first-secret, true", "BEARER second-secret, true", "Bearer one, false"})
    void theSecretAloneIsABearerToken(String authorization, boolean known) {
        assertThat(isCaller(authorization)).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic %%%", "Bearer", "Digest x", "first-secret", ""})
    void whatIsNoneOfBothIsMalformed(String authorization) {
        Rejection rejection = catchThrowableOfType(Rejection.class, () -> callers.authenticate(authorization));
        assertThat(rejection.code()).isEqualTo("A001203");
        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.header()).isEqualTo("WWW-Authenticate");
        assertThat(rejection.values()).hasSize(2);
    }

    @Test
    void noCredentialsAreAskedFor() {
        assertThat(catchThrowableOfType(Rejection.class, () -> callers.authenticate(null)))
                .hasMessage("Authorization header is missing.");
    }

    @Test
    void noSecretIsHeld() throws ReflectiveOperationException {
        for (Field field : Callers.class.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.get(callers) instanceof Collection<?> held) {
                for (Object each : held) {
                    assertThat(new String((byte[]) each, StandardCharsets.ISO_8859_1))
                            .doesNotContain("secret");
                }
            }
        }
        assertThatCode(() -> callers.authenticate("Bearer first-secret")).doesNotThrowAnyException();
    }

    private boolean isCaller(String authorization) {
        try {
            callers.authenticate(authorization);
            return true;
        } catch (Rejection refused) {
            assertThat(refused.code()).isEqualTo("A003201");
            return false;
        }
    }
}
