package dev.dualclient.kits.upgrade;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Property;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import java.time.Instant;

/** Creates access tokens with {@code /auth/token/create}. A refresh token that comes with one is dropped. */
final class AuthleteMinter implements TokenMinter {

    private final AuthleteApi authlete;
    private final long clientId;

    AuthleteMinter(AuthleteApi authlete, long clientId) {
        this.authlete = authlete;
        this.clientId = clientId;
    }

    @Override
    public Minted mint(Order order) {
        Property[] properties = order.mapped().claims().entrySet().stream()
                .map(claim -> new Property(claim.getKey(), String.valueOf(claim.getValue())))
                .toArray(Property[]::new);
        TokenCreateResponse created = authlete.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.TOKEN_EXCHANGE)
                .setClientId(clientId)
                .setSubject(order.mapped().subject())
                .setScopes(order.mapped().scopes().toArray(String[]::new))
                .setProperties(properties)
                .setAccessTokenDuration(order.life().toSeconds()));
        if (created.getAction() != TokenCreateResponse.Action.OK) {
            throw new IllegalStateException("Authlete created no token: " + created.getResultCode());
        }
        String jwt = created.getJwtAccessToken();
        return new Minted(
                jwt == null ? created.getAccessToken() : jwt, Instant.ofEpochMilli(created.getExpiresAt()));
    }
}
