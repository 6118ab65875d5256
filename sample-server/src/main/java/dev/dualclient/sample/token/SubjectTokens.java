package dev.dualclient.sample.token;

import com.authlete.common.dto.Scope;
import com.authlete.common.dto.TokenInfo;
import com.authlete.common.dto.TokenResponse;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.dualclient.sample.web.Consents;
import dev.dualclient.sample.web.IssuedJwts;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens that clients want to exchange (RFC 8693 section 2.1). */
@Component
final class SubjectTokens {

    /**
     * Whom a token stands for, and how far.
     *
     * @param name the user
     * @param scopes what the token is good for
     * @param permitted what may be asked for
     * @param secondsLeft how long the token is good for
     */
    record Subject(String name, List<String> scopes, Predicate<List<String>> permitted, long secondsLeft) {

        /** Whether a token with those scopes does not go beyond this one. */
        boolean allows(List<String> wanted) {
            return permitted.test(wanted);
        }
    }

    private final IssuedJwts jwts;
    private final Consents consents;
    private final Clock clock;

    SubjectTokens(IssuedJwts jwts, Consents consents, Clock clock) {
        this.jwts = jwts;
        this.consents = consents;
        this.clock = clock;
    }

    /** Returns whom the subject token of a request stands for, {@code null} where that cannot be told or trusted. */
    @Nullable
    Subject read(TokenResponse asked) {
        Subject subject = switch (asked.getSubjectTokenType()) {
            case ACCESS_TOKEN -> ofAccessToken(asked.getSubjectTokenInfo());
            case ID_TOKEN -> ofIdToken(asked);
            case JWT, REFRESH_TOKEN, SAML1, SAML2, DEVICE_SECRET -> null;
        };
        return subject == null || subject.secondsLeft() <= 0 ? null : subject;
    }

    /** Authlete has found the token good. One that a client got for itself stands for no user. */
    private @Nullable Subject ofAccessToken(@Nullable TokenInfo info) {
        if (info == null || info.getSubject() == null) {
            return null;
        }
        List<String> scopes = info.getScopes() == null
                ? List.of()
                : Arrays.stream(info.getScopes()).map(Scope::getName).toList();
        return new Subject(
                info.getSubject(), scopes, scopes::containsAll, left(Instant.ofEpochMilli(info.getExpiresAt())));
    }

    /**
     * Anybody may have written an ID token: it has to be signed by either backend, and for this client. It is good for
     * no scope of itself, so the user must have agreed to those.
     */
    private @Nullable Subject ofIdToken(TokenResponse asked) {
        JWTClaimsSet claims = jwts.claims(asked.getSubjectToken());
        if (claims == null || claims.getSubject() == null) {
            return null;
        }
        Date expiry = claims.getExpirationTime();
        boolean ours = IssuedJwts.isFor(claims, asked.getClientId(), asked.getClientIdAlias());
        String user = claims.getSubject();
        return expiry == null || !ours
                ? null
                : new Subject(
                        user,
                        List.of(),
                        wanted -> consents.cover(user, asked.getClientId(), wanted),
                        left(expiry.toInstant()));
    }

    private long left(Instant expiry) {
        return expiry.getEpochSecond() - clock.instant().getEpochSecond();
    }
}
