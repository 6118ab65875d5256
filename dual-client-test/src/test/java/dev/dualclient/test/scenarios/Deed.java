package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientRegistrationRequest;
import com.authlete.common.dto.ClientRegistrationResponse;
import com.authlete.common.dto.DeviceCompleteResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;

/** What an authorization server does that must not be done twice. */
enum Deed {
    /** Redeems an authorization code. */
    REDEMPTION("auth-token", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            String code = new OAuth(before).code(client);
            return api -> isOk(new OAuth(api).redeem(client, code));
        }
    },
    /** Uses a refresh token that both backends hold; it is looked up first (introspection and token list). */
    REFRESH("auth-token", 2) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            String refreshToken =
                    new OAuth(emulators.secondaryApi()).login(client).refresh();
            emulators.migrator().runOnce();
            return api -> isOk(new OAuth(api).refresh(client, refreshToken));
        }
    },
    /** Issues a token to a client for itself. */
    CLIENT_CREDENTIALS("auth-token", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            return api -> isOk(new OAuth(api).clientCredentials(client));
        }
    },
    /** Answers an authorization request after the user has consented. */
    CONSENT("auth-authorization-issue", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            String ticket = new OAuth(before).authorize(client).getTicket();
            return api -> assertThat(new OAuth(api).issue(ticket).getAction())
                    .isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        }
    },
    /** Answers a token request after the user's password has been checked. */
    PASSWORD_CHECKED("auth-token-issue", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            String ticket = new OAuth(before).password(client, "john", "john").getTicket();
            TokenIssueRequest issue = new TokenIssueRequest().setTicket(ticket).setSubject("john");
            return api -> assertThat(api.tokenIssue(issue).getAction()).isEqualTo(TokenIssueResponse.Action.OK);
        }
    },
    /** Lets a device have tokens after its user has consented. */
    DEVICE_COMPLETION("device-complete", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            String userCode = new Decoupled(before).device(client).getUserCode();
            return api -> assertThat(new Decoupled(api).complete(userCode).getAction())
                    .isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        }
    },
    /** Lets a client that waits have tokens after its user has consented. */
    BACKCHANNEL_COMPLETION("backchannel-authentication-complete", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            Decoupled beforehand = new Decoupled(before);
            String ticket = beforehand.backchannel(client).getTicket();
            beforehand.issue(ticket);
            return api -> assertThat(
                            new Decoupled(api).completeBackchannel(ticket).getAction())
                    .isEqualTo(BackchannelAuthenticationCompleteResponse.Action.NO_ACTION);
        }
    },
    /** Registers a client. */
    REGISTRATION("client-create", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            return api -> assertThat(api.createClient(new Client().setClientName("Another client"))
                            .getClientId())
                    .isPositive();
        }
    },
    /** Registers a client that asks for it itself. */
    SELF_REGISTRATION("client-registration", 0) {
        @Override
        Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before) {
            ClientRegistrationRequest request = new ClientRegistrationRequest()
                    .setJson("{\"redirect_uris\":[\"https://client.example.com/callback\"]}");
            return api -> assertThat(api.dynamicClientRegister(request).getAction())
                    .isEqualTo(ClientRegistrationResponse.Action.CREATED);
        }
    };

    /** A deed of which all is known but the API that is asked to do it. */
    interface Prepared {

        /** Does it, or throws what the API throws. */
        void by(AuthleteApi api);
    }

    private final String operation;
    private final int lookUps;

    Deed(String operation, int lookUps) {
        this.operation = operation;
        this.lookUps = lookUps;
    }

    /**
     * Does what comes before.
     *
     * @param client a client at both backends
     * @param before by which API that is done
     */
    abstract Prepared prepare(Emulators emulators, TestClient client, AuthleteApi before);

    /** Returns the operation that must not be carried out twice. */
    String operation() {
        return operation;
    }

    /** Returns the number of calls that a backend gets for it: the operation's own, after the look-ups. */
    int calls() {
        return lookUps + 1;
    }

    private static void isOk(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
    }
}
