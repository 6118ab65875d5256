package dev.dualclient.kits.providers;

import dev.dualclient.kits.HeaderNames;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** What the services behind are told of the user, and by which headers. Thread-safe. */
final class Identity {

    /** Others are read differently by the programs on the way: trimmed, cut, or narrowed to eight bits. */
    private static final Pattern SAFE = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

    private final ProvidersProperties.@Nullable IdentityHeader settings;
    private final Function<ProviderPrincipal, @Nullable String> user;
    private final @Nullable JwtEncoder encoder;
    private final Clock clock;

    Identity(
            ProvidersProperties.@Nullable IdentityHeader settings,
            Function<ProviderPrincipal, @Nullable String> user,
            @Nullable JwtEncoder encoder,
            Clock clock) {
        this.settings = settings;
        this.user = user;
        this.encoder = encoder;
        this.clock = clock;
    }

    /** Returns the principal with what is told of it, {@code null} if that is nothing that a header can hold. */
    @Nullable
    ProviderPrincipal identified(ProviderPrincipal principal) {
        if (settings == null) {
            return principal;
        }
        String value = user.apply(principal);
        boolean told = value != null
                && (settings.signed() != null || SAFE.matcher(value).matches());
        return told ? principal.identifiedAs(value) : null;
    }

    /** Returns the names of the headers that only this application may set. */
    HeaderNames reserved() {
        if (settings == null) {
            return HeaderNames.of(List.of());
        }
        List<String> names = new ArrayList<>(settings.strip());
        names.add(settings.name());
        if (settings.provider() != null) {
            names.add(settings.provider());
        }
        return HeaderNames.of(names);
    }

    /** Returns the headers for the services behind. */
    Map<String, String> headers(ProviderPrincipal principal) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings != null && principal.user() != null) {
            ProvidersProperties.Signed signed = settings.signed();
            headers.put(settings.name(), signed == null ? principal.user() : signed(principal, signed));
            if (settings.provider() != null) {
                headers.put(settings.provider(), principal.provider());
            }
        }
        return headers;
    }

    private String signed(ProviderPrincipal principal, ProvidersProperties.Signed signed) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(Objects.requireNonNull(signed.issuer()))
                .audience(List.of(Objects.requireNonNull(signed.audience())))
                .subject(Objects.requireNonNull(principal.user()))
                .claim("provider", principal.provider())
                .issuedAt(now)
                .expiresAt(now.plus(signed.life()))
                .build();
        return Objects.requireNonNull(encoder)
                .encode(JwtEncoderParameters.from(claims))
                .getTokenValue();
    }
}
