package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.Display;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Service;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules for an authorization request whose client and redirect URI are known to belong together. */
final class AuthorizationRules {

    private static final Set<String> KNOWN_RESPONSE_TYPES = Set.of("code", "token", "id_token", "none");
    private static final Set<String> RESPONSE_MODES = Set.of("query", "fragment", "form_post");
    private static final Set<String> JWT_MODES = Set.of("jwt", "query.jwt", "fragment.jwt", "form_post.jwt");

    private final Service service;
    private final Client client;
    private final Parameters parameters;

    AuthorizationRules(Service service, Client client, Parameters parameters) {
        this.service = service;
        this.client = client;
        this.parameters = parameters;
    }

    /**
     * Returns the request as it waits for the end user's decision.
     *
     * @throws RequestError if a rule is broken
     */
    AuthorizationTicket ticket(String redirectUri, boolean byAlias) {
        List<String> responseTypes = responseTypes();
        String mode = responseMode(responseTypes);
        List<String> scopes = scopes(responseTypes);
        String nonce = parameters.get("nonce");
        if (nonce == null && responseTypes.contains("id_token")) {
            throw invalid("A014303", "'nonce' is required when 'response_type' contains 'id_token'.");
        }
        checkMaxAge();
        checkDisplay();
        OIDCClaimsRequest claims = claims();
        String challenge = challenge();
        return new AuthorizationTicket(
                client.clientId(),
                byAlias ? parameters.get("client_id") : null,
                redirectUri,
                parameters.get("redirect_uri") != null,
                responseTypes,
                mode,
                scopes,
                parameters.get("state"),
                nonce,
                challenge,
                challenge == null ? null : challengeMethod().getValue(),
                RequestedPrivileges.of(service, client, parameters).withUserInfoClaims(Claims.userInfoPart(claims)),
                parameters.get("dpop_jkt"),
                Claims.userInfoPart(claims),
                null,
                null);
    }

    private List<String> responseTypes() {
        String value = parameters.get("response_type");
        if (value == null) {
            throw invalid(
                    parameters.has("response_type") ? "A009302" : "A009301",
                    "The authorization request does not contain 'response_type' parameter, or its value is empty.");
        }
        Set<String> parts = new TreeSet<>();
        try {
            ResponseType.parse(value).forEach(part -> parts.add(part.getValue()));
        } catch (ParseException e) {
            parts.clear();
        }
        if (parts.isEmpty() || !KNOWN_RESPONSE_TYPES.containsAll(parts)) {
            throw new RequestError(
                    OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "A009304", "The value of 'response_type' is invalid.");
        }
        String name = String.join("_", parts).toUpperCase(Locale.ROOT); // CODE, CODE_ID_TOKEN_TOKEN, ...
        if (!service.supports("supportedResponseTypes", name)) {
            throw new RequestError(
                    OAuth2Error.UNSUPPORTED_RESPONSE_TYPE,
                    "A009305",
                    "The response type is not supported by this service.");
        }
        if (!client.declares("responseTypes", name)) {
            throw new RequestError(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "A009306",
                    "The client does not declare it uses the response type '" + name + "'.");
        }
        return List.copyOf(parts);
    }

    private @Nullable String responseMode(List<String> responseTypes) {
        String mode = parameters.get("response_mode");
        if (mode != null && JWT_MODES.contains(mode)) {
            checkJwtMode(mode, responseTypes);
            return mode;
        }
        if (mode != null && !RESPONSE_MODES.contains(mode)) {
            throw invalid("A012303", "The value of 'response_mode' is not supported.");
        }
        if ("query".equals(mode) && !responseTypes.equals(List.of("code"))) {
            throw invalid("A012304", "'response_mode=query' is not allowed for the response type.");
        }
        return mode;
    }

    /** Answers as JWTs (JARM) need an algorithm, and tokens do not go into the query unless they are encrypted. */
    private void checkJwtMode(String mode, List<String> responseTypes) {
        String algorithm = client.metadata().text("authorizationSignAlg");
        if (algorithm == null) {
            throw invalid("A012305", "The 'authorization_signed_response_alg' metadata of the client is not set.");
        }
        if (algorithm.equals("NONE")) {
            throw invalid("A012306", "The 'authorization_signed_response_alg' metadata of the client is 'none'.");
        }
        if (mode.equals("query.jwt") && !responseTypes.equals(List.of("code"))) {
            throw invalid(
                    "A012309",
                    "For the response type, the response mode is allowed only when the authorization response JWT is"
                            + " encrypted.");
        }
    }

    private List<String> scopes(List<String> responseTypes) {
        List<String> scopes = Scopes.granted(service, client, parameters.get("scope"));
        Prompt prompt = prompt();
        if (prompt == null || !prompt.contains(Prompt.Type.CONSENT)) {
            // ignored without consent: OpenID Connect Core section 11
            scopes = scopes.stream()
                    .filter(name -> !name.equals("offline_access"))
                    .toList();
        }
        if (scopes.isEmpty() && service.is("scopeRequired")) {
            throw new RequestError(OAuth2Error.INVALID_SCOPE, "A007305", "The authorization request yields no scope.");
        }
        if (responseTypes.contains("id_token") && !scopes.contains("openid")) {
            throw invalid(
                    "A004302", "The value of 'response_type' is not allowed when 'scope' does not contain 'openid'.");
        }
        return scopes;
    }

    /** Returns the prompt asked for, {@code null} for none. */
    @Nullable
    Prompt prompt() {
        try {
            return Prompt.parse(parameters.get("prompt"));
        } catch (ParseException e) {
            String value = parameters.get("prompt");
            boolean noneAndMore = value != null && List.of(value.split(" ")).contains("none");
            throw invalid(
                    noneAndMore ? "A016304" : "A016303",
                    noneAndMore
                            ? "When 'none' is included, the 'prompt' request parameter must not include any other"
                                    + " value."
                            : "The value of 'prompt' contains an invalid element.");
        }
    }

    /** Returns the claims asked for one by one, {@code null} for none. */
    @Nullable
    OIDCClaimsRequest claims() {
        String value = parameters.get("claims");
        if (value == null) {
            return null;
        }
        try {
            return OIDCClaimsRequest.parse(value);
        } catch (ParseException e) {
            throw invalid("A022303", "The value of 'claims' parameter is not a JSON object.");
        }
    }

    private void checkMaxAge() {
        String value = parameters.get("max_age");
        if (value != null && !value.matches("[0-9]{1,9}")) {
            throw invalid("A017303", "The value of 'max_age' failed to be parsed as a number.");
        }
    }

    private void checkDisplay() {
        try {
            Display.parse(parameters.get("display"));
        } catch (ParseException e) {
            throw invalid("A015303", "The value of 'display' is not supported.");
        }
    }

    private @Nullable String challenge() {
        String challenge = parameters.get("code_challenge");
        boolean required = service.is("pkceRequired") || client.metadata().flag("pkceRequired");
        if (challenge == null) {
            if (required || parameters.has("code_challenge")) {
                throw invalid(
                        parameters.has("code_challenge") ? "A124302" : "A124301",
                        "The authorization request does not contain 'code_challenge' parameter. See RFC 7636 for"
                                + " details.");
            }
            return null;
        }
        if (!challenge.matches("[A-Za-z0-9._~-]{43,128}")) {
            throw invalid("A124304", "The value of 'code_challenge' does not comply with RFC 7636.");
        }
        if (CodeChallengeMethod.PLAIN.equals(challengeMethod())
                && (service.is("pkceS256Required") || client.metadata().flag("pkceS256Required"))) {
            throw invalid("A124308", "The value of the 'code_challenge_method' request parameter must be 'S256'.");
        }
        try {
            return CodeChallenge.parse(challenge).getValue();
        } catch (ParseException e) {
            throw invalid("A124304", "The value of 'code_challenge' does not comply with RFC 7636.");
        }
    }

    private CodeChallengeMethod challengeMethod() {
        String value = parameters.get("code_challenge_method");
        if (value == null || value.equals("plain")) {
            return CodeChallengeMethod.PLAIN;
        }
        if (value.equals("S256")) {
            return CodeChallengeMethod.S256;
        }
        throw invalid("A124306", "The value of 'code_challenge_method' is not supported.");
    }

    private static RequestError invalid(String code, String message) {
        ErrorObject error = OAuth2Error.INVALID_REQUEST;
        return new RequestError(error, code, message);
    }
}
