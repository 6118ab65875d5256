package dev.dualclient.call;

import static dev.dualclient.call.Reason.API_CREDENTIALS_REJECTED;
import static dev.dualclient.call.Reason.BACKEND_FAULT;
import static dev.dualclient.call.Reason.CLIENT_NOT_AUTHENTICATED;
import static dev.dualclient.call.Reason.DECLARED_UNPROCESSED;
import static dev.dualclient.call.Reason.DONE;
import static dev.dualclient.call.Reason.PENDING;
import static dev.dualclient.call.Reason.SAID_NO;
import static dev.dualclient.call.Reason.SERVER_ERROR;
import static dev.dualclient.call.Reason.THROTTLED;
import static dev.dualclient.call.Reason.UNKNOWN;
import static dev.dualclient.call.Reason.UNKNOWN_CLIENT;
import static dev.dualclient.call.Reason.UNKNOWN_CREDENTIAL;
import static dev.dualclient.call.Reason.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {

    private static final String HTML = "<html><body>It works!</body></html>";

    private final Classifier classifier = new Classifier(Set.of(503));

    /** What is said, the operation, the HTTP status, the body (with ' for "), how it reads. */
    static Stream<Arguments> answers() {
        return Stream.of(
                // HTTP status
                arguments("throttled", "auth-token", 429, "", THROTTLED),
                arguments("throttled with a body", "auth-token", 429, code("A001215"), THROTTLED),
                arguments("a declared status", "auth-token", 503, HTML, DECLARED_UNPROCESSED),
                arguments("a declared status from Authlete itself", "auth-token", 503, code("A001101"), BACKEND_FAULT),
                arguments("a declared status, Authlete, no fault", "auth-token", 503, code("A001215"), SERVER_ERROR),
                arguments("a status not declared", "auth-token", 502, HTML, SERVER_ERROR),
                arguments("a server error", "auth-token", 500, "", SERVER_ERROR),
                arguments("a fault of Authlete", "auth-token", 500, code("A001101"), BACKEND_FAULT),
                arguments("a redirection", "auth-token", 302, "", UNREADABLE),
                arguments("a redirection with JSON", "client-get", 302, "{'clientId':1}", UNREADABLE),
                arguments("not modified", "auth-token", 304, "", UNREADABLE),

                // our own API credentials
                arguments("401", "auth-introspection", 401, "", API_CREDENTIALS_REJECTED),
                arguments("401 of a proxy", "auth-introspection", 401, HTML, API_CREDENTIALS_REJECTED),
                arguments("no such API key", "auth-token", 403, code("A003201"), API_CREDENTIALS_REJECTED),
                arguments("service deleted", "auth-token", 403, code("A003202"), API_CREDENTIALS_REJECTED),
                arguments("wrong API secret", "auth-token", 403, code("A003204"), API_CREDENTIALS_REJECTED),
                arguments("no such owner", "client-delete", 403, code("A002201"), API_CREDENTIALS_REJECTED),
                arguments("no TLS", "auth-token", 400, code("A001201"), API_CREDENTIALS_REJECTED),
                arguments("bad access token of 3.0", "auth-token", 400, code("A458101"), API_CREDENTIALS_REJECTED),
                arguments("service unknown to 3.0", "auth-token", 404, code("A458203"), API_CREDENTIALS_REJECTED),
                arguments("API token without DPoP", "auth-token", 400, code("A001301"), API_CREDENTIALS_REJECTED),
                arguments("a service that the caller names", "service-get", 404, code("A458203"), UNKNOWN),
                arguments(
                        "404 for a service that the caller names",
                        "service-get",
                        404,
                        "{'error':'Not Found'}",
                        UNKNOWN),
                arguments("no right to that service", "service-get", 401, code("A003201"), SAID_NO),
                arguments("401 for a service that the caller names", "service-get", 401, "", SAID_NO),

                // is it the JSON that it should be?
                arguments("HTML with 200", "auth-introspection", 200, HTML, UNREADABLE),
                arguments("truncated", "auth-introspection", 200, "{'action':'OK','exis", UNREADABLE),
                arguments("empty", "auth-introspection", 200, "", UNREADABLE),
                arguments("204 where an object is due", "auth-introspection", 204, "", UNREADABLE),
                arguments("an array", "auth-introspection", 200, "[]", UNREADABLE),
                arguments("null", "auth-introspection", 200, "null", UNREADABLE),
                arguments("an object of nothing", "auth-introspection", 200, "{}", UNREADABLE),
                arguments("an array where a client is due", "client-get", 200, "[]", UNREADABLE),
                arguments("204 where a client is due", "client-get", 204, "", UNREADABLE),
                arguments("an action of nobody", "auth-introspection", 200, action("PURPLE"), UNREADABLE),
                arguments("an action where none is due", "client-get", 200, action("PURPLE"), UNREADABLE),
                arguments(
                        "an action of nobody with a number for a code",
                        "auth-token",
                        200,
                        "{'action':'PURPLE','resultCode':200}",
                        UNREADABLE),
                arguments("204 where nothing is due", "client-delete", 204, "", DONE),
                arguments("a body where nothing is due", "client-lock-flag-update", 200, code("A293001"), DONE),
                arguments("HTML where nothing is due", "client-delete", 200, HTML, UNREADABLE),
                arguments("no JWK set", "service-jwks-get", 204, "", DONE),
                arguments("a JWK set", "service-jwks-get", 200, "{'keys':[]}", DONE),
                arguments("HTML for a JWK set", "service-jwks-get", 200, HTML, UNREADABLE),
                arguments("404 of a proxy", "client-get", 404, HTML, UNREADABLE),
                arguments("404 of a proxy that speaks JSON", "client-get", 404, "{'error':'Not Found'}", UNREADABLE),
                arguments("404 of a proxy for any service", "service-get", 404, HTML, UNREADABLE),
                arguments("413 of a proxy", "auth-token", 413, HTML, UNREADABLE),

                // errors of the API call
                arguments("404 with a numeric code", "client-get", 404, "{'resultCode':404}", UNKNOWN),
                arguments("404 for a deletion", "client-delete", 404, code("A026201"), UNKNOWN_CLIENT),
                arguments("no such client", "client-get", 400, code("A001218"), UNKNOWN_CLIENT),
                arguments("client of another service", "client-get", 403, code("A001213"), UNKNOWN_CLIENT),
                arguments("client deleted", "client-get", 400, code("A001214"), SAID_NO),
                arguments("client locked", "client-get", 403, code("A001215"), SAID_NO),
                arguments("alias switched off", "client-get", 400, code("A001222"), SAID_NO),
                arguments("feature not enabled", "auth-token", 403, code("A001223"), SAID_NO),
                arguments("too many clients", "client-create", 400, code("A261601"), SAID_NO),
                arguments("a code of tomorrow", "client-get", 400, code("A500299"), SAID_NO),
                arguments("a code of success", "auth-authorization-fail", 400, code("A060306"), SAID_NO),
                arguments("no such token to delete", "auth-token-delete", 400, code("A161202"), UNKNOWN_CREDENTIAL),

                // introspection
                arguments("A2 token known", "auth-introspection", 200, known("OK", "A056001", true), DONE),
                arguments("A3", "auth-introspection", 200, known("UNAUTHORIZED", "A057302", false), UNKNOWN_CREDENTIAL),
                arguments("A4 expired", "auth-introspection", 200, known("UNAUTHORIZED", "A065301", true), SAID_NO),
                arguments("A5 scope", "auth-introspection", 200, known("FORBIDDEN", "A064302", true), SAID_NO),
                arguments("new code", "auth-introspection", 200, known("UNAUTHORIZED", "A400301", true), SAID_NO),
                arguments(
                        "new code, not existent",
                        "auth-introspection",
                        200,
                        known("UNAUTHORIZED", "A400301", false),
                        UNKNOWN_CREDENTIAL),
                arguments("caller's error", "auth-introspection", 200, known("BAD_REQUEST", "A055299", false), SAID_NO),
                arguments(
                        "Authlete's error",
                        "auth-introspection",
                        200,
                        known("INTERNAL_SERVER_ERROR", "A057101", false),
                        BACKEND_FAULT),
                arguments(
                        "flags alone",
                        "auth-introspection",
                        200,
                        known("UNAUTHORIZED", null, false),
                        UNKNOWN_CREDENTIAL),
                arguments(
                        "userinfo, unknown",
                        "auth-userinfo",
                        200,
                        answer("UNAUTHORIZED", "A088302"),
                        UNKNOWN_CREDENTIAL),
                arguments("userinfo, expired", "auth-userinfo", 200, answer("UNAUTHORIZED", "A089301"), SAID_NO),
                arguments("userinfo as a JWT", "auth-userinfo-issue", 200, answer("JWT", "A096001"), DONE),

                // standard introspection
                arguments("active", "auth-introspection-standard", 200, content("OK", "{'active':true}"), DONE),
                arguments(
                        "inactive",
                        "auth-introspection-standard",
                        200,
                        content("OK", "{'active':false}"),
                        UNKNOWN_CREDENTIAL),
                arguments("neither", "auth-introspection-standard", 200, content("OK", "{}"), UNREADABLE),
                arguments("no content", "auth-introspection-standard", 200, action("OK"), UNREADABLE),
                arguments("blank content", "auth-introspection-standard", 200, content("OK", " "), UNREADABLE),
                arguments("signed, active", "auth-introspection-standard", 200, content("JWT", jwt(true)), DONE),
                arguments(
                        "signed, inactive",
                        "auth-introspection-standard",
                        200,
                        content("JWT", jwt(false)),
                        UNKNOWN_CREDENTIAL),
                arguments("encrypted", "auth-introspection-standard", 200, content("JWT", "a.b.c.d.e"), UNKNOWN),
                arguments(
                        "encrypted, whatever its parts are",
                        "auth-introspection-standard",
                        200,
                        content("JWT", jwt(true) + ".d.e"),
                        UNKNOWN),
                arguments("opaque", "auth-introspection-standard", 200, content("JWT", "opaque"), UNKNOWN),
                arguments("no JWT at all", "auth-introspection-standard", 200, content("JWT", "a.%.c"), UNKNOWN),

                // the token endpoint
                arguments("issued", "auth-token", 200, answer("OK", "A050001"), DONE),
                arguments("password to check", "auth-token", 200, answer("PASSWORD", "A051001"), DONE),
                arguments("code unknown", "auth-token", 200, oauth("A050305", "invalid_grant"), UNKNOWN_CREDENTIAL),
                arguments("other redirect URI", "auth-token", 200, oauth("A050309", "invalid_grant"), SAID_NO),
                arguments("code expired", "auth-token", 200, oauth("A050311", "invalid_grant"), SAID_NO),
                arguments(
                        "refresh token unknown",
                        "auth-token",
                        200,
                        oauth("A053305", "invalid_grant"),
                        UNKNOWN_CREDENTIAL),
                arguments(
                        "of another service", "auth-token", 200, oauth("A053306", "invalid_grant"), UNKNOWN_CREDENTIAL),
                arguments("of another client", "auth-token", 200, oauth("A053307", "invalid_grant"), SAID_NO),
                arguments("refresh token expired", "auth-token", 200, oauth("A053308", "invalid_grant"), SAID_NO),
                arguments("a new code", "auth-token", 200, oauth("A400301", "invalid_grant"), UNKNOWN_CREDENTIAL),
                arguments("a new code, other error", "auth-token", 200, oauth("A400301", "invalid_scope"), SAID_NO),
                arguments("device pending", "auth-token", 200, oauth("A242307", "authorization_pending"), PENDING),
                arguments("polled too fast", "auth-token", 200, oauth("A242399", "slow_down"), PENDING),
                arguments("CIBA pending", "auth-token", 200, oauth("A200308", "authorization_pending"), PENDING),
                arguments("user denied", "auth-token", 200, oauth("A242001", "access_denied"), SAID_NO),
                arguments(
                        "device code unknown",
                        "auth-token",
                        200,
                        oauth("A242304", "invalid_grant"),
                        UNKNOWN_CREDENTIAL),
                arguments("use_dpop_nonce", "auth-token", 200, oauth("A254301", "use_dpop_nonce"), SAID_NO),
                arguments("client unknown", "auth-token", 200, answer("INVALID_CLIENT", "A048304"), UNKNOWN_CLIENT),
                arguments("client locked", "auth-token", 200, answer("INVALID_CLIENT", "A048307"), SAID_NO),
                arguments(
                        "wrong secret",
                        "auth-token",
                        200,
                        answer("INVALID_CLIENT", "A157305"),
                        CLIENT_NOT_AUTHENTICATED),
                arguments("assertion used before", "auth-token", 200, answer("INVALID_CLIENT", "A157353"), SAID_NO),
                arguments(
                        "a new code", "auth-token", 200, answer("INVALID_CLIENT", "A400301"), CLIENT_NOT_AUTHENTICATED),
                arguments("fault", "auth-token", 200, answer("INTERNAL_SERVER_ERROR", "A050101"), BACKEND_FAULT),
                arguments("fault without code", "auth-token", 200, action("INTERNAL_SERVER_ERROR"), BACKEND_FAULT),
                arguments(
                        "fault with a number for a code",
                        "auth-token",
                        200,
                        "{'action':'INTERNAL_SERVER_ERROR','resultCode':500}",
                        BACKEND_FAULT),
                arguments("our fault", "auth-token", 200, answer("INTERNAL_SERVER_ERROR", "A047201"), SAID_NO),
                arguments("an action of tomorrow", "auth-token", 200, answer("STEP_UP", "A400001"), DONE),
                arguments(
                        "an action of tomorrow, class 1",
                        "auth-token",
                        200,
                        answer("STEP_UP", "A400101"),
                        BACKEND_FAULT),
                arguments("an action of tomorrow, class 3", "auth-token", 200, answer("STEP_UP", "A400301"), SAID_NO),

                // authorization
                arguments("interaction", "auth-authorization", 200, answer("INTERACTION", "A004001"), DONE),
                arguments(
                        "client unknown", "auth-authorization", 200, answer("BAD_REQUEST", "A010304"), UNKNOWN_CLIENT),
                arguments("client locked", "auth-authorization", 200, answer("BAD_REQUEST", "A010307"), SAID_NO),
                arguments("redirect URI", "auth-authorization", 200, answer("BAD_REQUEST", "A011306"), SAID_NO),
                arguments(
                        "request_uri", "auth-authorization", 200, answer("BAD_REQUEST", "A008303"), UNKNOWN_CREDENTIAL),
                arguments(
                        "an error to redirect with",
                        "auth-authorization",
                        200,
                        "{'action':'LOCATION','resultCode':'A400301','responseContent':'app:/cb?error=invalid_scope'}",
                        SAID_NO),
                arguments(
                        "an error to redirect with that can mean unknown",
                        "auth-authorization",
                        200,
                        "{'action':'LOCATION','resultCode':'A400301','responseContent':'app:/cb?x=1#state=2&error=invalid_request_uri'}",
                        UNKNOWN_CREDENTIAL),
                arguments("issued", "auth-authorization-issue", 200, answer("LOCATION", "A040001"), DONE),
                arguments("ticket unknown", "auth-authorization-issue", 200, ticket("A041202"), UNKNOWN_CREDENTIAL),
                arguments("ticket expired", "auth-authorization-issue", 200, answer("BAD_REQUEST", "A041301"), SAID_NO),
                arguments("denied as asked", "auth-authorization-fail", 200, answer("LOCATION", "A060306"), DONE),
                arguments("ticket unknown", "auth-authorization-fail", 200, ticket("A059202"), UNKNOWN_CREDENTIAL),
                arguments("no reason given", "auth-authorization-fail", 200, ticket("A060201"), SAID_NO),
                arguments("wrong password", "auth-token-fail", 200, answer("BAD_REQUEST", "A067301"), DONE),
                arguments("ticket expired", "auth-token-fail", 200, answer("BAD_REQUEST", "A063301"), SAID_NO),

                // the others
                arguments("revoked", "auth-revocation", 200, answer("OK", "A113001"), DONE),
                arguments("not the owner", "auth-revocation", 200, answer("BAD_REQUEST", "A116301"), SAID_NO),
                arguments(
                        "wrong secret",
                        "auth-revocation",
                        200,
                        answer("INVALID_CLIENT", "A114311"),
                        CLIENT_NOT_AUTHENTICATED),
                arguments(
                        "none revoked",
                        "auth-token-revoke",
                        200,
                        "{'resultCode':'A400001','count':0}",
                        UNKNOWN_CREDENTIAL),
                arguments("three revoked", "auth-token-revoke", 200, "{'resultCode':'A400001','count':3}", DONE),
                arguments("user code", "device-verification", 200, answer("NOT_EXIST", "A225301"), UNKNOWN_CREDENTIAL),
                arguments("user code expired", "device-verification", 200, answer("EXPIRED", "A225303"), SAID_NO),
                arguments("already completed", "device-complete", 200, answer("INVALID_REQUEST", "A239203"), SAID_NO),
                arguments(
                        "wrong secret",
                        "device-authorization",
                        200,
                        answer("UNAUTHORIZED", "A157305"),
                        CLIENT_NOT_AUTHENTICATED),
                arguments(
                        "ticket",
                        "backchannel-authentication-issue",
                        200,
                        answer("INVALID_TICKET", "A181201"),
                        UNKNOWN_CREDENTIAL),
                arguments(
                        "used ticket",
                        "backchannel-authentication-issue",
                        200,
                        answer("INVALID_TICKET", "A181205"),
                        SAID_NO),
                arguments(
                        "failed as asked",
                        "backchannel-authentication-fail",
                        200,
                        answer("INTERNAL_SERVER_ERROR", "A185001"),
                        DONE),
                arguments(
                        "ticket",
                        "backchannel-authentication-complete",
                        200,
                        answer("SERVER_ERROR", "A196201"),
                        UNKNOWN_CREDENTIAL),
                arguments("grant unknown", "grant-management", 200, action("NOT_FOUND"), UNKNOWN_CREDENTIAL),
                arguments("feature off", "vci-offer-create", 200, action("FORBIDDEN"), SAID_NO),
                arguments("registration forbidden", "client-registration", 200, action("UNAUTHORIZED"), SAID_NO),
                arguments(
                        "no registration token",
                        "client-registration-get",
                        200,
                        answer("UNAUTHORIZED", "A215306"),
                        UNKNOWN_CREDENTIAL),
                arguments("nothing granted", "client-granted-scopes-get", 200, code("A139001"), UNKNOWN),
                arguments("a client", "client-get", 200, "{'clientId':1}", DONE),
                arguments("no key to verify with", "jose-verify", 200, code("A160221"), UNKNOWN),
                arguments("bad signature", "jose-verify", 200, code("A160219"), SAID_NO),
                arguments("good signature", "jose-verify", 200, code("A160001"), DONE));
    }

    @ParameterizedTest(name = "{1}: {0} (HTTP {2}) is {4}")
    @MethodSource("answers")
    void anAnswerReadsAsItsRowSays(String said, String operation, int status, String body, Reason expected) {
        assertThat(read(operation, status, body, Map.of())).as(said).isEqualTo(expected);
    }

    static Stream<Arguments> contentTypes() {
        return Stream.of(
                arguments("application/json", DONE),
                arguments("Application/JSON; charset=UTF-8", DONE),
                arguments("application/problem+json", DONE),
                arguments("text/html", UNREADABLE),
                arguments("text/plain; charset=utf-8", UNREADABLE),
                arguments("", UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("contentTypes")
    void anAnswerOfAnotherContentTypeIsNotRead(String contentType, Reason expected) {
        String body = answer("OK", "A050001");
        assertThat(read("auth-token", 200, body, Map.of("content-type", List.of(contentType))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> garbledAnswers() {
        List<String> ids = Catalogue.operations().stream().map(Operation::id).toList();
        return IntStream.range(0, 200).mapToObj(seed -> arguments(seed, ids.get(seed % ids.size())));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("garbledAnswers")
    void aGarbledAnswerIsNeverTakenForASuccess(int seed, String operation) {
        Random random = new Random(seed);
        byte[] garbage = new byte[1 + random.nextInt(40)];
        random.nextBytes(garbage);
        garbage[0] = '{';
        ApiResponse answer = new ApiResponse(200, Map.of(), garbage);
        assertThat(classifier.read(Catalogue.operation(operation), answer)).isEqualTo(UNREADABLE);
    }

    private Reason read(String operation, int status, String body, Map<String, List<String>> headers) {
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return classifier.read(Catalogue.operation(operation), new ApiResponse(status, headers, json));
    }

    private static String code(String code) {
        return "{'resultCode':'" + code + "'}";
    }

    private static String action(String action) {
        return "{'action':'" + action + "'}";
    }

    private static String answer(String action, String code) {
        return "{'action':'" + action + "','resultCode':'" + code + "'}";
    }

    private static String ticket(String code) {
        return answer("INTERNAL_SERVER_ERROR", code);
    }

    private static String oauth(String code, String error) {
        return "{'action':'BAD_REQUEST','resultCode':'" + code + "','responseContent':'{\\'error\\':\\'" + error
                + "\\'}'}";
    }

    private static String content(String action, String content) {
        return "{'action':'" + action + "','resultCode':'A145001','responseContent':'" + content.replace("'", "\\'")
                + "'}";
    }

    private static String known(String action, String code, boolean existent) {
        String resultCode = code == null ? "" : "'resultCode':'" + code + "',";
        return "{'action':'" + action + "'," + resultCode + "'existent':" + existent + ",'usable':" + existent + "}";
    }

    private static String jwt(boolean active) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String payload = "{\"iss\":\"https://as.example\",\"token_introspection\":{\"active\":" + active + "}}";
        return "eyJhbGciOiJFUzI1NiJ9." + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }
}
