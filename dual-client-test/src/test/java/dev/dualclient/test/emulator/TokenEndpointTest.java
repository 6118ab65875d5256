package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenEndpointTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @ParameterizedTest
    @EnumSource
    void aCodeBringsTokensOnce(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered client = either.client();
        Result tokens = either.tokens(client);

        assertThat(tokens.action()).isEqualTo("OK");
        assertThat(tokens.code()).isEqualTo("A050001");
        assertThat(tokens.content().path("access_token").asString()).isEqualTo(tokens.text("accessToken"));
        assertThat(tokens.content().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.content().path("expires_in").asLong()).isEqualTo(3600);
        assertThat(tokens.content().path("scope").asString()).isEqualTo("openid read");
        assertThat(either.introspect(tokens.text("accessToken")).action()).isEqualTo("OK");
        assertThat(tokens.json().has("refreshTokenScopes")).isEqualTo(version == AuthleteVersion.V3_0);
    }

    @Test
    void aReplayedCodeIsUnknownAndItsTokensAreRevoked() {
        Registered client = authlete.client();
        String code = authlete.code(client);
        Result tokens = authlete.redeem(client, code);

        assertThat(authlete.redeem(client, code).verdict()).isEqualTo("BAD_REQUEST A050305 invalid_grant");
        assertThat(authlete.introspect(tokens.text("accessToken")).code()).isEqualTo("A057302");
        assertThat(authlete.refresh(client, tokens.text("refreshToken")).code()).isEqualTo("A053305");
    }

    @Test
    void aReplayByAStrangerRevokesNothing() {
        Registered client = authlete.client();
        String code = authlete.code(client);
        Result tokens = authlete.redeem(client, code);

        assertThat(authlete.redeem(authlete.client(), code).verdict()).isEqualTo("BAD_REQUEST A050307 invalid_grant");
        assertThat(authlete.introspect(tokens.text("accessToken")).action()).isEqualTo("OK");
    }

    @Test
    void aCodeExpires() {
        Registered client = authlete.client();
        String code = authlete.code(client);
        authlete.advance(Duration.ofMinutes(10));

        assertThat(authlete.redeem(client, code).verdict()).isEqualTo("BAD_REQUEST A050311 invalid_grant");
    }

    @Test
    void theRedirectUriMustBeTheOneOfTheAuthorizationRequest() {
        Registered client = authlete.client();
        String code = authlete.code(client);

        assertThat(authlete.redeem(client, code, "redirect_uri", "https://other.example/")
                        .verdict())
                .isEqualTo("BAD_REQUEST A050309 invalid_grant");
        assertThat(authlete.token(client, "grant_type", "authorization_code", "code", code)
                        .verdict())
                .isEqualTo("BAD_REQUEST A050308 invalid_grant");
        assertThat(authlete.redeem(client, code).action()).isEqualTo("OK");
    }

    @Test
    void theVerifierMustMatchTheChallenge() {
        Registered client = authlete.publicClient();
        CodeVerifier verifier = new CodeVerifier();
        String challenge =
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
        String code = authlete.code(client, "code_challenge", challenge, "code_challenge_method", "S256");

        assertThat(authlete.redeem(client, code).verdict()).isEqualTo("BAD_REQUEST A050312 invalid_grant");
        assertThat(authlete.redeem(client, code, "code_verifier", "too short").verdict())
                .isEqualTo("BAD_REQUEST A050316 invalid_grant");
        assertThat(authlete.redeem(client, code, "code_verifier", new CodeVerifier().getValue())
                        .verdict())
                .isEqualTo("BAD_REQUEST A050315 invalid_grant");
        assertThat(authlete.redeem(client, code, "code_verifier", verifier.getValue())
                        .action())
                .isEqualTo("OK");
    }

    @Test
    void aPlainChallengeIsTheVerifierItself() {
        Registered client = authlete.publicClient();
        String verifier = new CodeVerifier().getValue();
        String code = authlete.code(client, "code_challenge", verifier);

        assertThat(authlete.redeem(client, code, "code_verifier", verifier).action())
                .isEqualTo("OK");
    }

    @Test
    void aVerifierWithoutAChallengeIsRefused() {
        Registered client = authlete.client();
        String code = authlete.code(client);

        assertThat(authlete.redeem(client, code, "code_verifier", new CodeVerifier().getValue())
                        .verdict())
                .isEqualTo("BAD_REQUEST A050317 invalid_grant");
    }

    @Test
    void aWrongSecretIsNotAnUnknownClient() {
        Registered client = authlete.client();

        assertThat(authlete.redeem(new Registered(client.id(), "wrong"), "any").verdict())
                .isEqualTo("INVALID_CLIENT A157305 invalid_client");
        assertThat(authlete.redeem(new Registered(client.id(), ""), "any").verdict())
                .isEqualTo("INVALID_CLIENT A157304 invalid_client");
        assertThat(authlete.redeem(new Registered(1, "wrong"), "any").verdict())
                .isEqualTo("INVALID_CLIENT A048323 invalid_client");
    }

    @Test
    void aPublicClientPresentsNoSecret() {
        Registered client = authlete.publicClient();

        assertThat(authlete.redeem(new Registered(client.id(), "secret"), "any").verdict())
                .isEqualTo("INVALID_CLIENT A157303 invalid_client");
        assertThat(authlete.redeem(client, authlete.code(client)).action()).isEqualTo("OK");
    }

    @Test
    void aSecretInTheFormCountsAsOneInTheHeader() {
        Registered client = authlete.client();
        Result result = authlete.call(
                "auth-token",
                "parameters",
                form(
                        "grant_type", "client_credentials",
                        "client_id", Long.toString(client.id()),
                        "client_secret", client.secret()));

        assertThat(result.action()).isEqualTo("OK");
        assertThat(result.text("subject")).isEmpty();
        assertThat(result.text("refreshToken")).isEmpty();
    }

    @Test
    void aGrantTypeMustBeGivenKnownSupportedAndDeclared() {
        Registered client = authlete.client("grantTypes", new String[] {"AUTHORIZATION_CODE"});
        Settings.set(authlete, "supportedGrantTypes", new String[] {"AUTHORIZATION_CODE", "CLIENT_CREDENTIALS"});

        assertThat(authlete.token(client, "code", "x").verdict()).isEqualTo("BAD_REQUEST A049301 invalid_request");
        assertThat(authlete.token(client, "grant_type", "magic").verdict())
                .isEqualTo("BAD_REQUEST A049304 unsupported_grant_type");
        assertThat(authlete.token(client, "grant_type", "implicit").verdict())
                .isEqualTo("BAD_REQUEST A049306 unsupported_grant_type");
        assertThat(authlete.token(client, "grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                        .verdict())
                .isEqualTo("BAD_REQUEST A049305 unsupported_grant_type");
        assertThat(authlete.token(client, "grant_type", "client_credentials").verdict())
                .isEqualTo("BAD_REQUEST A047302 unauthorized_client");
    }

    @Test
    void aRepeatedParameterIsRefused() {
        Result result = authlete.call("auth-token", "parameters", "grant_type=password&grant_type=password");

        assertThat(result.verdict()).isEqualTo("BAD_REQUEST A250301 invalid_request");
    }

    @Test
    void aCallWithoutParametersIsTheAuthorizationServersFault() {
        Result result = authlete.call("auth-token");

        assertThat(result.action()).isEqualTo("INTERNAL_SERVER_ERROR");
        assertThat(result.code()).isEqualTo("A047201");
    }

    @Test
    void aPasswordIsCheckedByTheAuthorizationServerBeforeTokensAreIssued() {
        Registered client = authlete.client();
        Result asked =
                authlete.token(client, "grant_type", "password", "username", "john", "password", "pw", "scope", "read");

        assertThat(asked.action()).isEqualTo("PASSWORD");
        assertThat(asked.text("username")).isEqualTo("john");
        Result issued = authlete.call("auth-token-issue", "ticket", asked.text("ticket"), "subject", "john");
        assertThat(issued.action()).isEqualTo("OK");
        assertThat(authlete.introspect(issued.text("accessToken"), "read").text("subject"))
                .isEqualTo("john");
        assertThat(authlete.call("auth-token-issue", "ticket", asked.text("ticket"), "subject", "john")
                        .code())
                .isEqualTo("A055202");
    }

    @Test
    void aWrongPasswordSpendsTheTicket() {
        Registered client = authlete.client();
        String ticket = authlete.token(client, "grant_type", "password", "username", "john", "password", "pw")
                .text("ticket");

        assertThat(authlete.call("auth-token-fail", "ticket", ticket, "reason", "INVALID_RESOURCE_OWNER_CREDENTIALS")
                        .verdict())
                .isEqualTo("BAD_REQUEST A067301 invalid_grant");
        assertThat(authlete.call("auth-token-fail", "ticket", ticket, "reason", "UNKNOWN")
                        .code())
                .isEqualTo("A063202");
    }

    @Test
    void aTicketForAPasswordLivesADay() {
        Registered client = authlete.client();
        String ticket = authlete.token(client, "grant_type", "password", "username", "john", "password", "pw")
                .text("ticket");
        authlete.advance(Duration.ofHours(24));

        assertThat(authlete.call("auth-token-issue", "ticket", ticket, "subject", "john")
                        .code())
                .isEqualTo("A055301");
    }

    @Test
    void theAuthorizationServerMayChooseTheAccessToken() {
        Registered client = authlete.client();
        Result issued = authlete.call(
                "auth-token",
                "parameters",
                form("grant_type", "client_credentials"),
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret(),
                "accessToken",
                "chosen");

        assertThat(issued.text("accessToken")).isEqualTo("chosen");
        assertThat(authlete.introspect("chosen").action()).isEqualTo("OK");
    }
}
