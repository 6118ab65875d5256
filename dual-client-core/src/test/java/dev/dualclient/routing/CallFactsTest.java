package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call is about. */
class CallFactsTest {

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
        assertThat(facts(operation, body).consumesCopied()).isEqualTo(claimed);
    }

    @Test
    void itsSubjectCanBeReplacedAndNothingElseChanges() {
        CallFacts facts = facts(
                "auth-token", "{'parameters':'grant_type=refresh_token&refresh_token=old&client_id=7','dpop':'d'}");

        CallFacts another = facts.about("new");

        assertThat(another.subject()).isEqualTo(new Credential(CredentialKind.REFRESH_TOKEN, "new"));
        assertThat(body(another))
                .isEqualTo(
                        "{\"parameters\":\"grant_type=refresh_token&refresh_token=new&client_id=7\",\"dpop\":\"d\"}");
        assertThat(another.about("old").subject()).isEqualTo(facts.subject());
        assertThat(another.names().clients()).containsExactly("7");
        assertThat(another.spends()).isTrue();
        assertThat(another.kind()).isEqualTo(facts.kind());
    }

    @Test
    void whatOnlyLooksLikeATaggedTicketIsSentAsItIs() {
        CallFacts facts = facts("auth-introspection", "{'token':'~p.t'}");

        assertThat(facts.tagged()).isFalse();
        assertThat(facts.subject()).isEqualTo(new Credential(CredentialKind.ACCESS_TOKEN, "~p.t"));
        assertThat(body(facts)).isEqualTo("{\"token\":\"~p.t\"}");
    }

    @Test
    void aCallThatNamesNoCredentialHasNoSubject() {
        CallFacts facts = facts("client-create", "{'clientName':'c'}");

        assertThat(facts.subject()).isNull();
        assertThat(facts.subjectAt()).isNull();
        assertThat(facts.names().clients()).isEmpty();
        assertThat(facts.spends()).isFalse();
    }

    @Test
    void whatItIsAboutIsTheFirstCredentialNamedAndWhomItNamesIsAllThatItTells() {
        CallFacts pushed = Calls.PUSHED.facts();
        assertThat(pushed.subject())
                .isEqualTo(new Credential(CredentialKind.REQUEST_URI, "urn:ietf:params:oauth:request_uri:1"));
        assertThat(pushed.names()).isEqualTo(new Parties(List.of("1"), null, "g"));

        CallFacts created = facts("auth-token-create", "{'clientId':1,'clientIdentifier':'shop','subject':'john'}");
        assertThat(created.names()).isEqualTo(new Parties(List.of("1", "shop"), "john", null));
        assertThat(facts("auth-token-create", "{'clientId':1}").names()).isEqualTo(Parties.ofClients(List.of("1")));

        CallFacts revoked = Calls.GRANT_REVOCATION.facts();
        assertThat(revoked.subject()).isEqualTo(new Credential(CredentialKind.ACCESS_TOKEN, "t"));
        assertThat(revoked.names()).isEqualTo(new Parties(List.of(), null, "g"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "auth-authorization-issue | {'ticket':'t'}                                                        | true",
                "auth-authorization-issue | {'ticket':'t','subject':'john'}                                       | false",
                "auth-authorization       | {}                                                                    | true",
                "auth-authorization       | {'parameters':'client_id=1'}                                          | false",
                "auth-token               | {'parameters':'grant_type=authorization_code&code=c'}                 | true",
                "auth-token               | {'parameters':'grant_type=authorization_code&code=c&client_id=1'}     | false",
                // Whose a copied token is, custody knows.
                "auth-token               | {'parameters':'grant_type=refresh_token&refresh_token=r'}             | false",
                // Nothing is issued.
                "auth-authorization-fail  | {'ticket':'t'}                                                        | false",
                "client-registration-get  | {'token':'t'}                                                         | false",
                "client-create            | {}                                                                    | false",
            })
    void whatIsIssuedToNobodyNamedMayBeIssuedToAnybody(String operation, String body, boolean anybody) {
        assertThat(facts(operation, body).issuesToNobodyNamed()).isEqualTo(anybody);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "REVOCATION,       true",
        "TOKEN_DELETION,   true",
        "DELETION_OF_ALL,  false",
        "GRANT_REVOCATION, false",
        "DEREGISTRATION,   false",
        "CLIENT_DELETION,  false",
        "READ,             false",
        "REFRESH,          false",
    })
    void theEndOfOneTokenIsToldFromThatOfMany(Calls what, boolean one) {
        assertThat(what.facts().killsOneToken()).isEqualTo(one);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LOCK,             true",
        "UNLOCK,           true",
        "SECRET,           true",
        "SCOPES,           true",
        "CLIENT_UPDATE,    true",
        "REVOCATION,       false",
        "DELETION_OF_ALL,  false",
        "GRANT_REVOCATION, false",
        "CLIENT_DELETION,  false",
        "SERVICE_DELETION, false",
    })
    void whatMayBeSetAgainIsToldFromWhatEndsForGood(Calls what, boolean again) {
        assertThat(what.facts().setsState()).isEqualTo(again);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "REGISTERED,     true",
        "DEREGISTRATION, true",
        "REGISTRATION,   false",
        "CLIENT_READ,    false",
        "READ,           false",
    })
    void aClientManagesItselfByItsRegistrationToken(Calls what, boolean itself) {
        assertThat(what.facts().isSelfManagement()).isEqualTo(itself);
    }

    private static String body(CallFacts facts) {
        return new String(Objects.requireNonNull(facts.call().body()), StandardCharsets.UTF_8);
    }

    private static CallFacts facts(String operation, String body) {
        return CallFacts.of(ApiCall.of(Catalogue.operation(operation))
                .body(body.replace('\'', '"'))
                .build());
    }
}
