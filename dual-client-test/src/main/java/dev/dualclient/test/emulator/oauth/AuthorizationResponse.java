package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the answer to an authorization request goes to the client: in the query, in the fragment, or as a form
 * that posts itself; with the issuer (RFC 9207).
 */
record AuthorizationResponse(
        URI redirectUri, ResponseMode mode, @Nullable State state, Issuer issuer) {

    /** Returns where an error goes while the request is not yet known to be right. */
    static AuthorizationResponse toClient(Service service, String redirectUri, Parameters parameters) {
        String types = parameters.get("response_type");
        List<String> parts = types == null ? List.of("code") : List.of(types.split(" "));
        return of(service, redirectUri, parts, parameters.get("response_mode"), parameters.get("state"));
    }

    static AuthorizationResponse toClient(Service service, AuthorizationTicket ticket) {
        return of(service, ticket.redirectUri(), ticket.responseTypes(), ticket.responseMode(), ticket.state());
    }

    private static AuthorizationResponse of(
            Service service,
            String redirectUri,
            List<String> responseTypes,
            @Nullable String mode,
            @Nullable String state) {
        boolean front = responseTypes.contains("token") || responseTypes.contains("id_token");
        ResponseMode usual = front ? ResponseMode.FRAGMENT : ResponseMode.QUERY;
        ResponseMode chosen = "form_post".equals(mode)
                ? ResponseMode.FORM_POST
                : "fragment".equals(mode) ? ResponseMode.FRAGMENT : usual;
        return new AuthorizationResponse(
                URI.create(redirectUri), chosen, state == null ? null : new State(state), new Issuer(service.issuer()));
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
        boolean form = ResponseMode.FORM_POST.equals(mode);
        return Answer.action(form ? "FORM" : "LOCATION", code, words)
                .with(
                        "responseContent",
                        form ? page(message.toParameters()) : message.toURI().toString());
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
