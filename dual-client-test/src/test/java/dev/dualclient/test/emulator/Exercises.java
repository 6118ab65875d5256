package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Calls the operations behind the endpoints of an authorization server, rightly and wrongly. */
final class Exercises {

    private static final String[] GRANT_TYPES = {
        "AUTHORIZATION_CODE",
        "REFRESH_TOKEN",
        "CLIENT_CREDENTIALS",
        "PASSWORD",
        "DEVICE_CODE",
        "CIBA",
        "TOKEN_EXCHANGE",
        "JWT_BEARER"
    };

    private final Authlete authlete;
    private final Registered client;

    private Exercises(Authlete authlete) {
        this.authlete = authlete;
        this.client = authlete.client("grantTypes", GRANT_TYPES, "bcDeliveryMode", "POLL");
    }

    /** Calls every operation of a server. */
    static void all(Authlete authlete) {
        Exercises exercises = new Exercises(authlete);
        exercises.authorization();
        exercises.tokens();
        exercises.grants();
        exercises.waiting();
        exercises.reissue();
        ManagementExercises.all(authlete);
        if (authlete.server.differences().serviceIdInPath()) {
            exercises.sessions();
            CredentialExercises.all(authlete);
        }
    }

    private void authorization() {
        authlete.call("auth-authorization", "parameters", "client_id=1");
        String ticket = authlete.authorize(client).text("ticket");
        authlete.approve(ticket);
        authlete.approve(ticket);
        String denied = authlete.authorize(client).text("ticket");
        authlete.call("auth-authorization-fail", "ticket", denied, "reason", "DENIED");
        authlete.call("auth-authorization-fail", "ticket", denied, "reason", "DENIED");
        Result pushed = ofClient("pushed-auth-req", form("response_type", "code", "redirect_uri", Authlete.CALLBACK));
        authlete.call(
                "auth-authorization",
                "parameters",
                form(
                        "client_id",
                        Long.toString(client.id()),
                        "request_uri",
                        pushed.content().path("request_uri").asString()));
        authlete.call("pushed-auth-req", "parameters", "client_id=1&response_type=code");
    }

    private void tokens() {
        Result tokens = authlete.refresh(client, authlete.tokens(client).text("refreshToken"));
        String access = tokens.text("accessToken");
        authlete.redeem(client, "nobody's");
        authlete.introspect(access);
        authlete.introspect("nobody's");
        authlete.call("auth-introspection-standard", "parameters", form("token", access));
        authlete.call("auth-introspection-standard", "parameters", form("token_type_hint", "access_token"));
        authlete.call("auth-userinfo", "token", access);
        authlete.call("auth-userinfo", "token", "nobody's");
        authlete.call("auth-userinfo-issue", "token", access, "claims", "{\"name\":\"John\"}");
        authlete.call("auth-userinfo-issue", "token", "nobody's");
        for (String ticket : List.of(password(), password(), "nobody's")) {
            authlete.call("auth-token-issue", "ticket", ticket, "subject", "john");
            authlete.call("auth-token-fail", "ticket", ticket, "reason", "UNKNOWN");
        }
        authlete.call("auth-token-fail", "ticket", password(), "reason", "INVALID_RESOURCE_OWNER_CREDENTIALS");
        authlete.revoke(client, access);
        authlete.revoke(new Registered(1, "wrong"), access);
        authlete.token(client, "grant_type", "client_credentials");
    }

    private String password() {
        return authlete.token(client, "grant_type", "password", "username", "john", "password", "pw")
                .text("ticket");
    }

    private void grants() {
        Result tokens = authlete.redeem(
                client,
                authlete.code(
                        client,
                        "grant_management_action",
                        "create",
                        "scope",
                        "read grant_management_query grant_management_revoke"));
        for (String action : List.of("QUERY", "REVOKE", "QUERY")) {
            authlete.call(
                    "grant-management",
                    "gmAction",
                    action,
                    "grantId",
                    tokens.text("grantId"),
                    "accessToken",
                    tokens.text("accessToken"));
        }
        String subject = authlete.tokens(client).text("accessToken");
        String[] exchange = {
            "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token", subject,
            "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"
        };
        authlete.token(client, exchange);
        authlete.token(client, "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        authlete.token(client, "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", "none");
    }

    /** The flows in which a client waits for a decision that is made elsewhere. */
    private void waiting() {
        String user = ofClient("device-authorization", "scope=read").text("userCode");
        authlete.call("device-authorization", "parameters", "client_id=1");
        for (String code : List.of(user, "NONE-SUCH")) {
            authlete.call("device-verification", "userCode", code);
            authlete.call("device-complete", "userCode", code, "result", "AUTHORIZED", "subject", "john");
        }
        String ticket = backchannel();
        authlete.call("backchannel-authentication", "parameters", "client_id=1&scope=openid&login_hint=john");
        for (String value : List.of(ticket, "nobody's")) {
            authlete.call("backchannel-authentication-issue", "ticket", value);
            authlete.call(
                    "backchannel-authentication-complete",
                    "ticket",
                    value,
                    "result",
                    "ACCESS_DENIED",
                    "subject",
                    "john");
        }
        for (String value : List.of(backchannel(), "nobody's")) {
            authlete.call("backchannel-authentication-fail", "ticket", value, "reason", "ACCESS_DENIED");
        }
    }

    private String backchannel() {
        return ofClient("backchannel-authentication", form("scope", "openid", "login_hint", "john"))
                .text("ticket");
    }

    private void reissue() {
        Settings.set(authlete, "idTokenReissuable", true);
        Result tokens = authlete.refresh(client, authlete.tokens(client).text("refreshToken"));
        for (String refresh : List.of(tokens.text("refreshToken"), "nobody's")) {
            authlete.call("idtoken-reissue", "accessToken", tokens.text("accessToken"), "refreshToken", refresh);
        }
    }

    private void sessions() {
        String ticket = authlete.authorize(client, "scope", "openid device_sso").text("ticket");
        for (String value : List.of(ticket, "nobody's")) {
            authlete.call("auth-authorization-ticket-update", "ticket", value, "info", "a note");
            authlete.call("auth-authorization-ticket-info", "ticket", value);
        }
        String code = authlete.approve(ticket, "sessionId", "a-session").text("authorizationCode");
        String access = authlete.redeem(client, code).text("accessToken");
        for (String token : List.of(access, "nobody's")) {
            authlete.call("nativesso", "accessToken", token, "deviceSecret", "a-device");
        }
        authlete.call("nativesso-logout", "sessionId", "a-session");
        authlete.call("nativesso-logout");
        authlete.call("backchannel-logout-token", "clientIdentifier", Long.toString(client.id()), "subject", "john");
        authlete.call("backchannel-logout-token", "clientIdentifier", "1", "subject", "john");
        authlete.call("attestation-challenge");
    }

    private Result ofClient(String operation, String parameters) {
        ObjectNode body = Authlete.json(
                "parameters", parameters, "clientId", Long.toString(client.id()), "clientSecret", client.secret());
        return authlete.call(operation, Map.of(), Map.of(), body);
    }
}
