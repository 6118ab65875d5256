package dev.dualclient.warmup;

import dev.dualclient.http.MemoryServer;
import dev.dualclient.operation.Side;

/** Answers as Authlete does, for credentials whose names say who knows them. Holds no state. */
final class SyntheticAuthlete implements MemoryServer {

    private static final String INTROSPECTED = "{\"resultCode\":\"A056001\",\"resultMessage\":\"[A056001] valid\","
            + "\"action\":\"OK\",\"clientId\":2,\"clientIdAliasUsed\":false,\"existent\":true,"
            + "\"expiresAt\":4102444800000,\"properties\":[{\"hidden\":false,\"key\":\"key\",\"value\":\"value\"}],"
            + "\"refreshable\":true,\"responseContent\":\"Bearer error=\\\"invalid_request\\\"\","
            + "\"scopeDetails\":[{\"name\":\"openid\",\"defaultEntry\":false,\"description\":\"Sign in\"}],"
            + "\"scopes\":[\"openid\",\"profile\"],\"subject\":\"user\",\"sufficient\":true,\"usable\":true}";
    private static final String NOT_EXISTENT = "{\"resultCode\":\"A057302\",\"resultMessage\":\"[A057302] unknown\","
            + "\"action\":\"UNAUTHORIZED\",\"clientId\":0,\"existent\":false,\"expiresAt\":0,\"refreshable\":false,"
            + "\"responseContent\":\"Bearer error=\\\"invalid_token\\\"\",\"sufficient\":false,\"usable\":false}";
    private static final String ACTIVE = "{\"resultCode\":\"A145001\",\"resultMessage\":\"[A145001] active\","
            + "\"action\":\"OK\",\"responseContent\":\"{\\\"active\\\":true,\\\"sub\\\":\\\"user\\\","
            + "\\\"scope\\\":\\\"openid profile\\\",\\\"client_id\\\":\\\"2\\\",\\\"exp\\\":4102444800}\"}";
    private static final String NOT_ACTIVE = "{\"resultCode\":\"A145302\",\"resultMessage\":\"[A145302] unknown\","
            + "\"action\":\"OK\",\"responseContent\":\"{\\\"active\\\":false}\"}";
    private static final String AUTHORIZED = "{\"resultCode\":\"A004001\",\"resultMessage\":\"[A004001] valid\","
            + "\"action\":\"INTERACTION\",\"ticket\":\"synthetic\",\"display\":\"PAGE\",\"maxAge\":0,"
            + "\"client\":{\"clientId\":2,\"clientName\":\"Client\",\"clientType\":\"CONFIDENTIAL\","
            + "\"redirectUris\":[\"https://client.invalid/callback\"],\"grantTypes\":[\"AUTHORIZATION_CODE\"]},"
            + "\"service\":{\"apiKey\":1,\"serviceName\":\"Service\",\"issuer\":\"https://as.invalid\"},"
            + "\"scopes\":[{\"name\":\"openid\",\"defaultEntry\":false}],\"responseContent\":\"{}\"}";
    private static final String USER_INFO_ISSUED = "{\"resultCode\":\"A091001\",\"resultMessage\":\"[A091001] issued\","
            + "\"action\":\"JSON\",\"responseContent\":\"{\\\"sub\\\":\\\"user\\\"}\"}";
    private static final String USER_INFO = "{\"resultCode\":\"A095001\",\"resultMessage\":\"[A095001] valid\","
            + "\"action\":\"OK\",\"clientId\":2,\"subject\":\"user\",\"scopes\":[\"openid\"],\"claims\":[\"sub\"],"
            + "\"token\":\"synthetic\"}";
    private static final String USER_INFO_REFUSED =
            "{\"resultCode\":\"A088307\",\"resultMessage\":\"[A088307] unknown\","
                    + "\"action\":\"UNAUTHORIZED\",\"responseContent\":\"Bearer error=\\\"invalid_token\\\"\"}";
    private static final String REVOKED = "{\"resultCode\":\"A113001\",\"resultMessage\":\"[A113001] revoked\","
            + "\"action\":\"OK\",\"responseContent\":\"\"}";

    private static final String GRANT_REFUSED = "{\"resultCode\":\"A050305\",\"resultMessage\":\"[A050305] unknown\","
            + "\"action\":\"BAD_REQUEST\",\"responseContent\":\"{\\\"error\\\":\\\"invalid_grant\\\"}\"}";

    private final String marker;

    SyntheticAuthlete(Side side) {
        this.marker = SyntheticNames.marker(side);
    }

    @Override
    public String answer(String path, String body) {
        boolean known = body.contains(marker);
        int query = path.indexOf('?');
        String api = query < 0 ? path : path.substring(0, query);
        return switch (api.substring(api.indexOf("/auth/"))) {
            case "/auth/introspection" -> known ? INTROSPECTED : NOT_EXISTENT;
            case "/auth/introspection/standard" -> known ? ACTIVE : NOT_ACTIVE;
            case "/auth/authorization" -> AUTHORIZED;
            case "/auth/authorization/issue" -> location();
            case "/auth/token" -> known ? tokens(credential(body)) : GRANT_REFUSED;
            case "/auth/userinfo" -> known ? USER_INFO : USER_INFO_REFUSED;
            case "/auth/userinfo/issue" -> known ? USER_INFO_ISSUED : USER_INFO_REFUSED;
            case "/auth/revocation" -> REVOKED;
            default -> throw new IllegalArgumentException("nothing is synthesized for " + api);
        };
    }

    private String location() {
        return "{\"resultCode\":\"A040001\",\"resultMessage\":\"[A040001] issued\",\"action\":\"LOCATION\","
                + "\"authorizationCode\":\"" + marker + "issued\","
                + "\"responseContent\":\"https://client.invalid/callback?code=synthetic\"}";
    }

    /** Returns the code or the refresh token of a token request, which are the last of its parameters. */
    private String credential(String body) {
        int start = body.indexOf(marker);
        return body.substring(start, body.indexOf('"', start));
    }

    private static String tokens(String credential) {
        String access = SyntheticNames.issued(credential, SyntheticNames.ACCESS);
        String refresh = SyntheticNames.issued(credential, SyntheticNames.REFRESH);
        return "{\"resultCode\":\"A050001\",\"resultMessage\":\"[A050001] issued\",\"action\":\"OK\","
                + "\"accessToken\":\"" + access + "\",\"refreshToken\":\"" + refresh + "\",\"clientId\":2,"
                + "\"accessTokenExpiresAt\":4102444800000,\"refreshTokenExpiresAt\":4102444800000,"
                + "\"grantType\":\"REFRESH_TOKEN\",\"subject\":\"user\",\"scopes\":[\"openid\"],"
                + "\"responseContent\":\"{\\\"access_token\\\":\\\"" + access + "\\\",\\\"refresh_token\\\":\\\""
                + refresh
                + "\\\",\\\"token_type\\\":\\\"Bearer\\\",\\\"expires_in\\\":3600}\"}";
    }
}
