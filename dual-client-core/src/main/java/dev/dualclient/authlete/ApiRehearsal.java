package dev.dualclient.authlete;

import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoRequest;
import dev.dualclient.DualClient;
import dev.dualclient.operation.Side;
import dev.dualclient.warmup.SyntheticNames;
import dev.dualclient.warmup.WarmUp;

/** The calls of a warm-up through the vendor's interface: those that a login, an API call and a logout make. */
final class ApiRehearsal implements WarmUp.Round {

    private final DualAuthleteApi api;

    ApiRehearsal(DualClient engine) {
        this.api = DualAuthleteApi.over(engine);
    }

    @Override
    public void play(SyntheticNames names) {
        login(names);
        for (Side home : Side.values()) {
            use(names.token(home));
        }
        use(names.unknownToken());
        api.revocation(client(new RevocationRequest().setParameters("token=" + names.accessToken())));
    }

    private void login(SyntheticNames names) {
        api.authorization(new AuthorizationRequest()
                .setParameters("response_type=code&client_id=" + SyntheticNames.CLIENT + "&redirect_uri="
                        + SyntheticNames.REDIRECT_URI + "&scope=openid&state=" + names.round()));
        api.authorizationIssue(
                new AuthorizationIssueRequest().setTicket(names.ticket()).setSubject("user"));
        api.token(token(
                "grant_type=authorization_code&redirect_uri=" + SyntheticNames.REDIRECT_URI + "&code=" + names.code()));
        api.token(token("grant_type=refresh_token&refresh_token=" + names.refreshToken()));
    }

    private void use(String token) {
        api.introspection(new IntrospectionRequest().setToken(token));
        api.standardIntrospection(new StandardIntrospectionRequest().setParameters("token=" + token));
        api.userinfo(new UserInfoRequest().setToken(token));
        api.userinfoIssue(new UserInfoIssueRequest().setToken(token).setClaims("{}"));
    }

    private static TokenRequest token(String parameters) {
        return new TokenRequest()
                .setParameters(parameters)
                .setClientId(SyntheticNames.CLIENT)
                .setClientSecret(SyntheticNames.SECRET);
    }

    private static RevocationRequest client(RevocationRequest request) {
        return request.setClientId(SyntheticNames.CLIENT).setClientSecret(SyntheticNames.SECRET);
    }
}
