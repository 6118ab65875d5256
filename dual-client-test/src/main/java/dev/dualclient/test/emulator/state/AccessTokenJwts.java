package dev.dualclient.test.emulator.state;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as JWTs (RFC 9068), of a service that has {@code accessTokenSignAlg}. Each stands for an access token that
 * is a random string: its {@code jti}. Rows know the random string only.
 */
final class AccessTokenJwts {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final Service service;

    AccessTokenJwts(Service service) {
        this.service = service;
    }

    /** Returns the JWT for an access token of a row, {@code null} if the service issues none. */
    @Nullable
    String of(TokenRow row, String accessToken) {
        String algorithm = service.settings().text("accessTokenSignAlg");
        if (algorithm == null) {
            return null;
        }
        List<String> resources = row.privileges().accessTokenResources();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(service.issuer())
                .subject(row.subject() == null ? row.clientIdentifier() : row.subject())
                .audience(resources.isEmpty() ? List.of(service.issuer()) : resources)
                .issueTime(new Date(row.lastRefreshedAt() == 0 ? row.createdAt() : row.lastRefreshedAt()))
                .jwtID(accessToken)
                .claim("client_id", row.clientIdentifier())
                .claim("scope", String.join(" ", row.scopes()));
        if (row.accessTokenExpiresAt() > 0) {
            claims.expirationTime(new Date(row.accessTokenExpiresAt()));
        }
        return service.keys().sign(claims.build(), algorithm, TYPE);
    }

    /** Returns the random string that an access token stands for: itself, unless it is a JWT of this service. */
    String opaque(String presented) {
        if (!presented.startsWith("ey")) {
            return presented; // the header of a JWT begins with {", which is ey in base64url
        }
        try {
            SignedJWT jwt = SignedJWT.parse(presented);
            String id = jwt.getJWTClaimsSet().getJWTID();
            boolean ours =
                    TYPE.equals(jwt.getHeader().getType()) && service.keys().verify(jwt);
            return id == null || !ours ? presented : id;
        } catch (ParseException noJwt) {
            return presented;
        }
    }
}
