package dev.dualclient.kits.upgrade;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Signs JWTs itself. */
final class JwtMinter implements TokenMinter {

    private final JwtEncoder encoder;
    private final String issuer;
    private final List<String> audiences;
    private final Clock clock;

    JwtMinter(JwtEncoder encoder, String issuer, List<String> audiences, Clock clock) {
        this.encoder = encoder;
        this.issuer = issuer;
        this.audiences = List.copyOf(audiences);
        this.clock = clock;
    }

    @Override
    public Minted mint(Order order) {
        Instant now = clock.instant();
        Instant expires = now.plus(order.life()).truncatedTo(ChronoUnit.SECONDS);
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .claims(all -> all.putAll(order.mapped().claims()))
                .issuer(issuer)
                .audience(audiences)
                .subject(order.mapped().subject())
                .id(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(expires);
        if (!order.mapped().scopes().isEmpty()) {
            claims.claim("scope", String.join(" ", order.mapped().scopes()));
        }
        String value = encoder.encode(JwtEncoderParameters.from(claims.build())).getTokenValue();
        return new Minted(value, expires);
    }
}
