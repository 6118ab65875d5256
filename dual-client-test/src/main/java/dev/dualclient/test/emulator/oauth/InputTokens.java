package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a token exchange begins with (RFC 8693 section 2.1), validated as far as Authlete does: tokens of its
 * own whole, JWTs by their form and their times. Of an ID token the signature too, where the service itself issued it.
 */
final class InputTokens {

    /** The registered token types (RFC 8693 section 3), and how the API calls them. */
    static final Map<String, String> TYPES = Map.of(
            "urn:ietf:params:oauth:token-type:jwt", "JWT",
            "urn:ietf:params:oauth:token-type:access_token", "ACCESS_TOKEN",
            "urn:ietf:params:oauth:token-type:refresh_token", "REFRESH_TOKEN",
            "urn:ietf:params:oauth:token-type:id_token", "ID_TOKEN",
            "urn:ietf:params:oauth:token-type:saml1", "SAML1",
            "urn:ietf:params:oauth:token-type:saml2", "SAML2",
            "urn:openid:params:token-type:device-secret", "DEVICE_SECRET");

    /**
     * A token that may be exchanged.
     *
     * @param info what is known of it, {@code null} for nothing
     */
    record Input(@Nullable Document info) {

        static final Input UNKNOWN = new Input(null);
    }

    private final Store store;

    InputTokens(Store store) {
        this.store = store;
    }

    /** Validates the token in a role, {@code subject} or {@code actor}. */
    Input validated(String role, String token, String type) {
        return switch (type) {
            case "ACCESS_TOKEN" -> own(role, store.tokens().ofAccessToken(token), true);
            case "REFRESH_TOKEN" -> own(role, store.tokens().ofRefreshToken(token), false);
            case "JWT" -> {
                checkTimes(role, claims(role, token), false);
                yield Input.UNKNOWN;
            }
            case "ID_TOKEN" -> {
                idToken(role, token);
                yield Input.UNKNOWN;
            }
            default -> Input.UNKNOWN;
        };
    }

    private Input own(String role, @Nullable TokenRow row, boolean access) {
        if (row == null) {
            throw invalid("A902310", "The " + role + " token does not exist.");
        }
        if (access ? !row.accessTokenLives(store.now()) : !row.refreshTokenLives(store.now())) {
            throw invalid("A902311", "The " + role + " token has expired.");
        }
        Client client = store.clients().at(row.clientId());
        return new Input(Document.empty()
                .with("clientId", row.clientId())
                .with("clientIdAlias", client == null ? null : client.alias())
                .with("clientIdAliasUsed", row.aliasUsed() != null)
                .with("subject", row.subject())
                .with("scopes", Scopes.described(store.service(), access ? row.scopes() : row.refreshTokenScopes()))
                .with("expiresAt", access ? row.accessTokenExpiresAt() : row.refreshTokenExpiresAt())
                .with("properties", row.properties())
                .with("resources", row.privileges().resources()));
    }

    /** Returns the claims of an ID token that the service itself issued, and whose times hold. */
    JWTClaimsSet idToken(String role, String token) {
        JWTClaimsSet claims = claims(role, token);
        checkTimes(role, claims, true);
        if (claims.getIssuer() == null || claims.getAudience().isEmpty()) {
            throw invalid("A902312", "The " + role + " token lacks the claim 'iss' or 'aud'.");
        }
        if (!claims.getIssuer().equals(store.service().issuer())) {
            throw invalid("A902313", "The keys of the issuer of the " + role + " token cannot be found out.");
        }
        try {
            if (JWTParser.parse(token) instanceof SignedJWT signed
                    && !store.service().keys().verify(signed)) {
                throw invalid("A902314", "The signature of the " + role + " token is invalid.");
            }
        } catch (ParseException parsedBefore) {
            throw new IllegalStateException("a JWT that has been parsed cannot be parsed again", parsedBefore);
        }
        return claims;
    }

    private JWTClaimsSet claims(String role, String token) {
        Service service = store.service();
        try {
            JWT jwt = JWTParser.parse(token);
            if (jwt instanceof EncryptedJWT) {
                if (service.is("tokenExchangeEncryptedJwtRejected")) {
                    throw invalid("A902315", "The " + role + " token is encrypted.");
                }
                return new JWTClaimsSet.Builder().build();
            }
            if (!(jwt instanceof SignedJWT) && service.is("tokenExchangeUnsignedJwtRejected")) {
                throw invalid("A902316", "The " + role + " token is not signed.");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException malformed) {
            throw invalid("A902317", "The " + role + " token is not a JWT.");
        }
    }

    private void checkTimes(String role, JWTClaimsSet claims, boolean needed) {
        Date now = new Date(store.now());
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Date begin = claims.getNotBeforeTime();
        boolean missing = needed && (expiry == null || issued == null);
        if (missing
                || expiry != null && !now.before(expiry)
                || issued != null && now.before(issued)
                || begin != null && now.before(begin)) {
            throw invalid("A902318", "The " + role + " token does not hold at the current time.");
        }
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_REQUEST, code, message);
    }
}
