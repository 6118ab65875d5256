package dev.dualclient.kits.upgrade;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Property;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates access tokens with {@code /auth/token/create}. A refresh token that comes with one is dropped. */
final class AuthleteMinter implements TokenMinter {

    private static final Logger LOG = LoggerFactory.getLogger(AuthleteMinter.class);

    private final AuthleteApi authlete;
    private final long clientId;
    private final Clock clock;

    AuthleteMinter(AuthleteApi authlete, long clientId, Clock clock) {
        this.authlete = authlete;
        this.clientId = clientId;
        this.clock = clock;
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
            LOG.warn("Authlete creates no token: {}", created.getResultCode());
            throw new IllegalStateException("no token");
        }
        String jwt = created.getJwtAccessToken();
        // By this clock, for the other one may differ by seconds.
        return new Minted(
                jwt == null ? created.getAccessToken() : jwt, clock.instant().plusSeconds(created.getExpiresIn()));
    }
}
