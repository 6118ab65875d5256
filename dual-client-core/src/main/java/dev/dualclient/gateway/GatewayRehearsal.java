package dev.dualclient.gateway;

import dev.dualclient.DualClient;
import dev.dualclient.operation.Side;
import dev.dualclient.warmup.SyntheticNames;
import dev.dualclient.warmup.WarmUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The calls of a warm-up through a gateway, in the paths and with the credentials of 2.3 and of 3.0. */
final class GatewayRehearsal implements WarmUp.Round {

    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString(
                            (SyntheticNames.SERVICE + ":" + SyntheticNames.SECRET).getBytes(StandardCharsets.UTF_8));
    private static final String BEARER = "Bearer " + SyntheticNames.SECRET;

    private final GatewayServlet gateway;

    GatewayRehearsal(DualClient engine) {
        this.gateway = GatewayServlet.builder(engine)
                .caller(SyntheticNames.SERVICE, SyntheticNames.SECRET)
                .build();
    }

    @Override
    public void play(SyntheticNames names) throws IOException {
        login(names);
        for (Side home : Side.values()) {
            use(names.token(home));
        }
        use(names.unknownToken());
        send("/revocation", parameters("token=" + names.accessToken()));
    }

    private void login(SyntheticNames names) throws IOException {
        send(
                "/authorization",
                "{\"parameters\":\"response_type=code&client_id=" + SyntheticNames.CLIENT + "&redirect_uri="
                        + SyntheticNames.REDIRECT_URI + "&state=" + names.round() + "\"}");
        send("/authorization/issue", "{\"ticket\":\"" + names.ticket() + "\",\"subject\":\"user\"}");
        send("/token", parameters("grant_type=authorization_code&code=" + names.code()));
        send("/token", parameters("grant_type=refresh_token&refresh_token=" + names.refreshToken()));
    }

    private void use(String token) throws IOException {
        String body = "{\"token\":\"" + token + "\"}";
        send("/introspection", body);
        send("/introspection/standard", "{\"parameters\":\"token=" + token + "\"}");
        send("/userinfo", body);
        send("/userinfo/issue", body);
    }

    private static String parameters(String form) {
        return "{\"parameters\":\"" + form + "\",\"clientId\":\"" + SyntheticNames.CLIENT + "\",\"clientSecret\":\""
                + SyntheticNames.SECRET + "\"}";
    }

    /** Sends a request in both styles. */
    private void send(String api, String body) throws IOException {
        gateway.service(SyntheticExchange.request("/api/auth" + api, BASIC, body), SyntheticExchange.response());
        gateway.service(
                SyntheticExchange.request("/api/" + SyntheticNames.SERVICE + "/auth" + api, BEARER, body),
                SyntheticExchange.response());
    }
}
