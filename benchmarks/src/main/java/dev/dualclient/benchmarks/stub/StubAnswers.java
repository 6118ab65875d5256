package dev.dualclient.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stub answers: whatever is asked, the credential tells whether it is known. */
final class StubAnswers {

    private static final String UNKNOWN_TOKEN =
            "{\"resultCode\":\"A057302\",\"resultMessage\":\"[A057302] The access token"
                    + " does not exist.\",\"type\":\"introspectionResponse\",\"action\":\"UNAUTHORIZED\",\"clientId\":0,"
                    + "\"clientIdAliasUsed\":false,\"existent\":false,\"expiresAt\":0,\"refreshable\":false,"
                    + "\"responseContent\":\"Bearer error=\\\"invalid_token\\\"\",\"sufficient\":false,\"usable\":false}";
    private static final String SUCCESSOR = "@successor@";

    /** One API: where the credential stands in a request, and both answers. */
    private record Answers(List<String> before, String known, String unknown) {

        Answers(String before, String known, String unknown) {
            this(List.of(before), known, unknown);
        }

        byte[] to(String body, Home home) {
            int start = start(body);
            boolean isKnown = start > 0 && home.knows(body.substring(start));
            String answer = isKnown ? known : unknown;
            if (isKnown && answer.contains(SUCCESSOR)) {
                String token = body.substring(start, body.indexOf('"', start));
                answer = answer.replace(SUCCESSOR, Home.successor(token));
            }
            return answer.getBytes(StandardCharsets.UTF_8);
        }

        private int start(String body) {
            for (String each : before) {
                int at = body.indexOf(each);
                if (at >= 0) {
                    return at + each.length();
                }
            }
            return 0;
        }
    }

    /** By the end of the path. */
    private final Map<String, Answers> apis = new LinkedHashMap<>();

    StubAnswers() {
        apis.put("/introspection", new Answers("\"token\":\"", introspected(), UNKNOWN_TOKEN));
        apis.put(
                "/introspection/standard",
                new Answers(
                        "token=",
                        "{\"resultCode\":\"A145001\",\"resultMessage\":\"[A145001] Succeeded.\",\"action\":\"OK\","
                                + "\"responseContent\":\"{\\\"sub\\\":\\\"john\\\",\\\"scope\\\":\\\"openid profile email\\\","
                                + "\\\"iss\\\":\\\"https://as.example\\\",\\\"active\\\":true,\\\"token_type\\\":\\\"Bearer\\\","
                                + "\\\"exp\\\":4102444800,\\\"client_id\\\":\\\"4326385670\\\"}\"}",
                        "{\"resultCode\":\"A145302\",\"resultMessage\":\"[A145302] The token is unknown.\","
                                + "\"action\":\"OK\",\"responseContent\":\"{\\\"active\\\":false}\"}"));
        apis.put(
                "/token",
                new Answers(
                        List.of("refresh_token=", "&code="),
                        refreshed(),
                        "{\"resultCode\":\"A053305\",\"resultMessage\":\"[A053305] The refresh token does not exist.\","
                                + "\"action\":\"BAD_REQUEST\",\"responseContent\":\"{\\\"error\\\":\\\"invalid_grant\\\"}\"}"));
        apis.put(
                "/authorization",
                new Answers(
                        "state=",
                        authorized(),
                        "{\"resultCode\":\"A004302\",\"resultMessage\":\"[A004302] The client does not exist.\","
                                + "\"action\":\"BAD_REQUEST\",\"responseContent\":\"{\\\"error\\\":\\\"invalid_client\\\"}\"}"));
    }

    /** Returns the body of the answer to a request. */
    byte[] to(String path, String body, Home home) {
        return apis.entrySet().stream()
                .filter(api -> path.endsWith("/auth" + api.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stub of " + path))
                .getValue()
                .to(
                        body.replace("\\u003d", "=").replace("\\u0026", "&"),
                        home); // the vendor's mapper escapes what HTML would have to
    }

    /** An answer of 2 KB, as one with some scopes and properties is. */
    private static String introspected() {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            properties
                    .append(i == 0 ? "" : ",")
                    .append("{\"hidden\":false,\"key\":\"property-")
                    .append(i)
                    .append("\",\"value\":\"value ")
                    .append(i)
                    .append("\"}");
        }
        return "{\"resultCode\":\"A056001\",\"resultMessage\":\"[A056001] The access token is valid.\","
                + "\"type\":\"introspectionResponse\",\"action\":\"OK\",\"clientId\":4326385670,"
                + "\"clientIdAliasUsed\":false,\"existent\":true,\"expiresAt\":4102444800000,"
                + "\"properties\":[" + properties + "],\"refreshable\":true,"
                + "\"responseContent\":\"Bearer error=\\\"invalid_request\\\"\",\"scopeDetails\":[" + scopes() + "],"
                + "\"scopes\":[\"openid\",\"profile\",\"email\"],\"subject\":\"john\",\"sufficient\":true,"
                + "\"usable\":true}";
    }

    private static String refreshed() {
        return "{\"resultCode\":\"A053001\",\"resultMessage\":\"[A053001] The token request was processed.\","
                + "\"action\":\"OK\",\"accessToken\":\"A" + SUCCESSOR + "\",\"accessTokenDuration\":86400,"
                + "\"accessTokenExpiresAt\":4102444800000,\"clientId\":4326385670,\"clientIdAliasUsed\":false,"
                + "\"grantType\":\"REFRESH_TOKEN\",\"refreshToken\":\"" + SUCCESSOR
                + "\",\"refreshTokenDuration\":864000,"
                + "\"refreshTokenExpiresAt\":4102444800000,\"scopes\":[\"openid\",\"profile\"],\"subject\":\"john\","
                + "\"responseContent\":\"{\\\"access_token\\\":\\\"A" + SUCCESSOR + "\\\",\\\"refresh_token\\\":\\\""
                + SUCCESSOR + "\\\",\\\"scope\\\":\\\"openid profile\\\",\\\"token_type\\\":\\\"Bearer\\\","
                + "\\\"expires_in\\\":86400}\"}";
    }

    private static String authorized() {
        return "{\"resultCode\":\"A004001\",\"resultMessage\":\"[A004001] The request was valid.\","
                + "\"action\":\"INTERACTION\",\"ticket\":\"bi4-o2bFeWEQkq3dVdfSMNlQVKaMGDbMTBrgMVYr-Vk\","
                + "\"acrEssential\":false,\"clientIdAliasUsed\":false,\"display\":\"PAGE\",\"maxAge\":0,"
                + "\"client\":{\"clientId\":4326385670,\"clientName\":\"Client\",\"clientType\":\"CONFIDENTIAL\","
                + "\"grantTypes\":[\"AUTHORIZATION_CODE\",\"REFRESH_TOKEN\"],\"responseTypes\":[\"CODE\"],"
                + "\"redirectUris\":[\"https://client.example/callback\"],\"tokenAuthMethod\":\"CLIENT_SECRET_BASIC\","
                + "\"logoUri\":\"https://client.example/logo.png\",\"tosUri\":\"https://client.example/terms\"},"
                + "\"service\":{\"apiKey\":21653835348762,\"serviceName\":\"Service\",\"issuer\":\"https://as.example\","
                + "\"supportedScopes\":[" + scopes() + "],\"authorizationEndpoint\":\"https://as.example/authorize\","
                + "\"tokenEndpoint\":\"https://as.example/token\",\"supportedDisplays\":[\"PAGE\"]},"
                + "\"scopes\":[{\"name\":\"openid\",\"defaultEntry\":false},{\"name\":\"profile\",\"defaultEntry\":false}],"
                + "\"responseContent\":\"{}\"}";
    }

    private static String scopes() {
        StringBuilder scopes = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            scopes.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"scope-")
                    .append(i)
                    .append("\",\"defaultEntry\":false,\"description\":\"Lets the client do things of kind ")
                    .append(i)
                    .append("\"}");
        }
        return scopes.toString();
    }
}
