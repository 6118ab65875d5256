package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.jarm.JARMUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.net.URI;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the answer to an authorization request goes to the client: in the query, in the fragment, or as a form
 * that posts itself; with the issuer (RFC 9207); as it is, or as a JWT (JARM).
 *
 * @param issuer the issuer that the answer tells, {@code null} where the service suppresses it
 * @param envelope how the answer is made a JWT, {@code null} if it is none
 */
record AuthorizationResponse(
        URI redirectUri,
        ResponseMode mode,
        @Nullable State state,
        @Nullable Issuer issuer,
        @Nullable Envelope envelope) {

    /** What makes an answer a JWT. */
    record Envelope(Service service, ClientID client, Date expiry, String algorithm) {

        JWT seal(com.nimbusds.oauth2.sdk.AuthorizationResponse message) {
            JWTClaimsSet claims = JARMUtils.toJWTClaimsSet(new Issuer(service.issuer()), client, expiry, message);
            try {
                return SignedJWT.parse(service.keys().sign(claims, algorithm));
            } catch (ParseException e) {
                throw new IllegalStateException("an answer just signed is no JWT", e);
            }
        }
    }

    /** Returns where an error goes while the request is not yet known to be right. */
    static AuthorizationResponse toClient(Store store, Client client, String redirectUri, Parameters parameters) {
        String types = parameters.get("response_type");
        List<String> parts = types == null ? List.of("code") : List.of(types.split(" "));
        String mode = parameters.get("response_mode");
        return of(store, client, redirectUri, parts, mode, parameters.get("state"), parameters.get("client_id"));
    }

    /** Returns where the answer to a request goes; its client may be gone by then. */
    static AuthorizationResponse toClient(Store store, @Nullable Client client, AuthorizationTicket ticket) {
        return of(
                store,
                client,
                ticket.redirectUri(),
                ticket.responseTypes(),
                ticket.responseMode(),
                ticket.state(),
                ticket.clientIdentifier());
    }

    private static AuthorizationResponse of(
            Store store,
            @Nullable Client client,
            String redirectUri,
            List<String> responseTypes,
            @Nullable String wanted,
            @Nullable String state,
            @Nullable String identifier) {
        Service service = store.service();
        boolean front = responseTypes.contains("token") || responseTypes.contains("id_token");
        String algorithm = client == null ? "NONE" : client.metadata().text("authorizationSignAlg", "NONE");
        boolean jwt = wanted != null && wanted.endsWith("jwt") && !algorithm.equals("NONE");
        ResponseMode mode = mode(wanted == null || !jwt && wanted.endsWith("jwt") ? "" : wanted, front);
        Date expiry = new Date(store.now() + service.milliseconds("authorizationResponseDuration", 600));
        return new AuthorizationResponse(
                URI.create(redirectUri),
                mode,
                state == null ? null : new State(state),
                service.is("issSuppressed") ? null : new Issuer(service.issuer()),
                jwt ? new Envelope(service, new ClientID(identifier), expiry, algorithm) : null);
    }

    private static ResponseMode mode(String wanted, boolean front) {
        return switch (wanted) {
            case "form_post" -> ResponseMode.FORM_POST;
            case "form_post.jwt" -> ResponseMode.FORM_POST_JWT;
            case "fragment" -> ResponseMode.FRAGMENT;
            case "fragment.jwt" -> ResponseMode.FRAGMENT_JWT;
            case "query.jwt" -> ResponseMode.QUERY_JWT;
            case "jwt" -> front ? ResponseMode.FRAGMENT_JWT : ResponseMode.QUERY_JWT;
            default -> front ? ResponseMode.FRAGMENT : ResponseMode.QUERY;
        };
    }

    Answer error(ErrorObject error, String code, String message) {
        ErrorObject described = new ErrorObject(
                error.getCode(),
                ErrorObject.removeIllegalChars("[" + code + "] " + message),
                0,
                URI.create("https://docs.authlete.com/#" + code));
        return deliver(new AuthenticationErrorResponse(redirectUri, described, state, issuer, mode), code, message);
    }

    /** Answers with a message for the client. */
    Answer deliver(com.nimbusds.oauth2.sdk.AuthorizationResponse message, String code, String words) {
        com.nimbusds.oauth2.sdk.AuthorizationResponse sent = envelope == null
                ? message
                : new AuthenticationSuccessResponse(redirectUri, envelope.seal(message), mode);
        boolean form = ResponseMode.FORM_POST.equals(mode) || ResponseMode.FORM_POST_JWT.equals(mode);
        return Answer.action(form ? "FORM" : "LOCATION", code, words)
                .with(
                        "responseContent",
                        form ? page(sent.toParameters()) : sent.toURI().toString());
    }

    /** Returns a page that posts the parameters (OAuth 2.0 Form Post Response Mode). */
    private String page(Map<String, List<String>> parameters) {
        StringBuilder page = new StringBuilder("<html><head><title>Submit this form</title></head>")
                .append("<body onload=\"javascript:document.forms[0].submit()\"><form method=\"post\" action=\"")
                .append(escape(redirectUri.toString()))
                .append("\">");
        parameters.forEach((name, values) -> page.append("<input type=\"hidden\" name=\"")
                .append(escape(name))
                .append("\" value=\"")
                .append(escape(values.get(0)))
                .append("\"/>"));
        return page.append("</form></body></html>").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
