package dev.dualclient.sample.logout;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.Client;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.dualclient.sample.web.IssuedJwts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which requests for a logout are in order (RP-Initiated Logout sections 2 and 3). */
@Component
final class LogoutRules {

    /**
     * What a request that is in order is about.
     *
     * @param subject who is to leave, {@code null} where the request does not tell
     * @param clientId the client that asks, {@code null} where the request does not tell
     */
    record Checked(@Nullable String subject, @Nullable String clientId) {}

    private static final String REGISTERED = "post_logout_redirect_uris";

    private final AuthleteApi authlete;
    private final IssuedJwts jwts;

    LogoutRules(AuthleteApi authlete, IssuedJwts jwts) {
        this.authlete = authlete;
        this.jwts = jwts;
    }

    /**
     * Checks a request.
     *
     * @throws BadLogoutException if the request is not in order
     */
    Checked check(LogoutRequest request) {
        String hint = request.idTokenHint();
        if (hint == null) {
            checkWithoutHint(request);
            return new Checked(null, request.clientId());
        }
        JWTClaimsSet claims = jwts.claims(hint);
        if (claims == null
                || claims.getSubject() == null
                || claims.getAudience().isEmpty()) {
            throw new BadLogoutException("The id_token_hint is not an ID token of this server.");
        }
        String client = request.clientId() == null ? claims.getAudience().get(0) : request.clientId();
        if (!claims.getAudience().contains(client)) {
            throw new BadLogoutException("The id_token_hint is not one of this client.");
        }
        String uri = request.redirectUri();
        if (uri != null && !isRegistered(uri, client)) {
            throw new BadLogoutException("The post_logout_redirect_uri is not registered.");
        }
        return new Checked(claims.getSubject(), client);
    }

    /** A client that has no ID token (any more) says who it is. Its word is enough to be sent back, not to sign out. */
    private void checkWithoutHint(LogoutRequest request) {
        String uri = request.redirectUri();
        String client = request.clientId();
        if (uri != null && client == null) {
            throw new BadLogoutException(
                    "A post_logout_redirect_uri needs an id_token_hint or a client_id beside it, so that it can be"
                            + " looked up.");
        }
        if (uri != null && !isRegistered(uri, client)) {
            throw new BadLogoutException("The post_logout_redirect_uri is not registered.");
        }
    }

    /** Authlete keeps that list among the metadata of a client that it has no field of its own for. */
    private boolean isRegistered(String uri, @Nullable String clientId) {
        Client client = clientId == null ? null : client(clientId);
        String metadata = client == null ? null : client.getCustomMetadata();
        if (metadata == null) {
            return false;
        }
        try {
            for (JsonNode registered : JsonMapper.shared().readTree(metadata).path(REGISTERED)) {
                if (uri.equals(registered.asString(""))) {
                    return true;
                }
            }
            return false;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    private @Nullable Client client(String id) {
        try {
            return authlete.getClient(id);
        } catch (AuthleteApiException failure) {
            if (failure.getStatusCode() == HttpStatus.NOT_FOUND.value()
                    || failure.getStatusCode() == HttpStatus.FORBIDDEN.value()) {
                return null;
            }
            throw failure;
        }
    }
}
