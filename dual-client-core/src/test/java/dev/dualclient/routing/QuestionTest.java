package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call is about. */
class QuestionTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "auth-token               | {'parameters':'grant_type=refresh_token&refresh_token=r'} | true",
                "auth-token               | {'parameters':'grant_type=refresh_token'}                 | false",
                "auth-token               | {'parameters':'grant_type=authorization_code&code=c'}     | false",
                "auth-authorization-issue | {'ticket':'t'}                                            | false",
                "auth-introspection       | {'token':'t'}                                             | false",
                "auth-revocation          | {'parameters':'token=t'}                                  | false",
            })
    void onlyWhatIsUsedUpAndMayBeAtBothIsClaimedFirst(String operation, String body, boolean claimed) {
        assertThat(question(operation, body).consumesCopied()).isEqualTo(claimed);
    }

    @Test
    void itsSubjectCanBeReplacedAndNothingElseChanges() {
        Question question = question(
                "auth-token", "{'parameters':'grant_type=refresh_token&refresh_token=old&client_id=7','dpop':'d'}");

        Question another = question.about("new");

        assertThat(another.subject()).isEqualTo(new Credential(CredentialKind.REFRESH_TOKEN, "new"));
        assertThat(body(another))
                .isEqualTo(
                        "{\"parameters\":\"grant_type=refresh_token&refresh_token=new&client_id=7\",\"dpop\":\"d\"}");
        assertThat(another.about("old").subject()).isEqualTo(question.subject());
        assertThat(another.names().clients()).containsExactly("7");
        assertThat(another.spends()).isTrue();
        assertThat(another.kind()).isEqualTo(question.kind());
    }

    @Test
    void whatOnlyLooksLikeATaggedTicketIsSentAsItIs() {
        Question question = question("auth-introspection", "{'token':'~p.t'}");

        assertThat(question.tagged()).isFalse();
        assertThat(question.subject()).isEqualTo(new Credential(CredentialKind.ACCESS_TOKEN, "~p.t"));
        assertThat(body(question)).isEqualTo("{\"token\":\"~p.t\"}");
    }

    @Test
    void aCallThatNamesNoCredentialHasNoSubject() {
        Question question = question("client-create", "{'clientName':'c'}");

        assertThat(question.subject()).isNull();
        assertThat(question.subjectAt()).isNull();
        assertThat(question.names().clients()).isEmpty();
        assertThat(question.spends()).isFalse();
    }

    private static String body(Question question) {
        return new String(Objects.requireNonNull(question.call().body()), StandardCharsets.UTF_8);
    }

    private static Question question(String operation, String body) {
        return Question.of(ApiCall.of(Catalogue.operation(operation))
                .body(body.replace('\'', '"'))
                .build());
    }
}
