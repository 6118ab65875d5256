package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Result;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which token a form names where it seems to name two. */
class FormParsingTest {

    private static Result introspect(Authlete authlete, String form) {
        return authlete.call("auth-introspection-standard", "parameters", form);
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_VALUE, 'token=%s&t%%6Fken=x', true",
        "FIRST_VALUE, 'token=x&t%%6Fken=%s', false",
        "FIRST_VALUE, 't%%6Fken=%s', true",
        "FIRST_VALUE, 'token=%%ZZ&t%%6Fken=%s', true",
        "LAST_VALUE, 'token=%s&t%%6Fken=x', false",
        "LAST_VALUE, 'token=x&t%%6Fken=%s', true",
        "LAST_VALUE, 'token=%s&token=x&token=%<s', true",
        "LAST_VALUE, 'token=%s&token=%%ZZ', true",
        "RAW_NAMES, 'token=%s&t%%6Fken=x', true",
        "RAW_NAMES, 't%%6Fken=x&token=%s', true",
        "RAW_NAMES, 'token=x&t%%6Fken=%s', false"
    })
    void oneOfTwoNamesCounts(FormParsing parsing, String form, boolean found) {
        Authlete authlete = reading(parsing);
        String token = authlete.tokens(authlete.client()).text("accessToken");

        assertThat(introspect(authlete, form.formatted(token))
                        .content()
                        .path("active")
                        .asBoolean())
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"FIRST_VALUE, A250301", "LAST_VALUE, A145001", "RAW_NAMES, A250301"})
    void aNameWrittenTwiceIsAnErrorUnlessTheLastOneCounts(FormParsing parsing, String code) {
        assertThat(introspect(reading(parsing), "token=x&token=x").code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"FIRST_VALUE, A145001", "LAST_VALUE, A145001", "RAW_NAMES, A145302"})
    void aNameIsReadAsItIsWritten(FormParsing parsing, String code) {
        assertThat(introspect(reading(parsing), "t%6Fken=x").code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_VALUE, 'token=%s&t%%6Fken=x', OK",
        "FIRST_VALUE, 'token=%s&token=x', OK",
        "LAST_VALUE, 'token=%s&token=x', UNAUTHORIZED",
        "RAW_NAMES, 't%%6Fken=%s', BAD_REQUEST"
    })
    void callsThatAreFormsAreReadTheSameWay(FormParsing parsing, String form, String action)
            throws IOException, InterruptedException {
        try (AuthleteEmulator emulator =
                AuthleteEmulator.builder().formParsing(parsing).start()) {
            EmulatorHttp http = new EmulatorHttp(
                    emulator.baseUrl(), "Bearer " + emulator.credentials().accessToken());
            String service = "/api/" + emulator.credentials().serviceId();
            long client = http.post(service + "/client/create", "{\"grantTypes\":[\"CLIENT_CREDENTIALS\"]}")
                    .json()
                    .path("clientId")
                    .asLong();
            String token = http.post(
                            service + "/auth/token/create",
                            Authlete.MAPPER.writeValueAsString(
                                    Map.of("clientId", client, "grantType", "CLIENT_CREDENTIALS")))
                    .json()
                    .path("accessToken")
                    .asString();

            assertThat(http.send(
                                    "POST",
                                    service + "/auth/introspection",
                                    "application/x-www-form-urlencoded",
                                    form.formatted(token))
                            .json()
                            .path("action")
                            .asString())
                    .isEqualTo(action);
        }
    }

    private static Authlete reading(FormParsing parsing) {
        return new Authlete(AuthleteEmulator.builder().formParsing(parsing).service());
    }
}
