package dev.dualclient.test.scenarios;

import static dev.dualclient.test.scenarios.OAuth.form;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.BackchannelAuthenticationCompleteRequest;
import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import com.authlete.common.dto.BackchannelAuthenticationIssueRequest;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationRequest;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.DeviceAuthorizationRequest;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.DeviceCompleteRequest;
import com.authlete.common.dto.DeviceCompleteResponse;
import com.authlete.common.dto.DeviceVerificationRequest;
import com.authlete.common.dto.DeviceVerificationResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.DeliveryMode;
import com.authlete.common.types.GrantType;
import dev.dualclient.test.TestClient;
import java.util.ArrayList;
import java.util.List;

/** The flows in which a user decides on another device than the client's: device flow and CIBA. */
final class Decoupled {

    private final AuthleteApi api;

    Decoupled(AuthleteApi api) {
        this.api = api;
    }

    /** Makes a client one of both flows that polls. */
    static void polls(Client client) {
        client.setGrantTypes(new GrantType[] {GrantType.DEVICE_CODE, GrantType.CIBA, GrantType.REFRESH_TOKEN})
                .setBcDeliveryMode(DeliveryMode.POLL);
    }

    /** Makes a client one of both flows beside what it is. */
    static void alsoPolls(Client client) {
        List<GrantType> grantTypes = new ArrayList<>(List.of(client.getGrantTypes()));
        grantTypes.addAll(List.of(GrantType.DEVICE_CODE, GrantType.CIBA));
        client.setGrantTypes(grantTypes.toArray(GrantType[]::new)).setBcDeliveryMode(DeliveryMode.POLL);
    }

    DeviceAuthorizationResponse device(TestClient client) {
        return api.deviceAuthorization(new DeviceAuthorizationRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(form("scope", "openid")));
    }

    DeviceVerificationResponse verify(String userCode) {
        return api.deviceVerification(new DeviceVerificationRequest().setUserCode(userCode));
    }

    DeviceCompleteResponse complete(String userCode) {
        return api.deviceComplete(new DeviceCompleteRequest()
                .setUserCode(userCode)
                .setResult(DeviceCompleteRequest.Result.AUTHORIZED)
                .setSubject("john"));
    }

    TokenResponse pollDevice(TestClient client, String deviceCode) {
        return new OAuth(api)
                .token(client, "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", deviceCode);
    }

    BackchannelAuthenticationResponse backchannel(TestClient client) {
        return api.backchannelAuthentication(new BackchannelAuthenticationRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(form("scope", "openid", "login_hint", "john")));
    }

    BackchannelAuthenticationIssueResponse issue(String ticket) {
        return api.backchannelAuthenticationIssue(new BackchannelAuthenticationIssueRequest().setTicket(ticket));
    }

    BackchannelAuthenticationCompleteResponse completeBackchannel(String ticket) {
        return api.backchannelAuthenticationComplete(new BackchannelAuthenticationCompleteRequest()
                .setTicket(ticket)
                .setResult(BackchannelAuthenticationCompleteRequest.Result.AUTHORIZED)
                .setSubject("john"));
    }

    TokenResponse pollBackchannel(TestClient client, String authReqId) {
        return new OAuth(api)
                .token(client, "grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", authReqId);
    }
}
