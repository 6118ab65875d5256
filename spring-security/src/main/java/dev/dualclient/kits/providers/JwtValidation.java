package dev.dualclient.kits.providers;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Judges access tokens that are JWTs, by Spring Security's decoder. */
final class JwtValidation implements TokenProvider.TokenValidation {

    private static final Logger LOG = LoggerFactory.getLogger(JwtValidation.class);

    private final String name;
    private final NimbusJwtDecoder decoder;
    private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();

    JwtValidation(String name, String issuer, ProvidersProperties.Jwt settings, Duration budget) {
        this.name = name;
        this.decoder = NimbusJwtDecoder.withJwkSource(new IssuerKeys(issuer, settings.jwkSetUri(), budget))
                .jwsAlgorithms(algorithms -> Collections.addAll(algorithms, SignatureAlgorithm.values()))
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(validators(issuer, settings)));
    }

    private static List<OAuth2TokenValidator<Jwt>> validators(String issuer, ProvidersProperties.Jwt settings) {
        JwtTypeValidator types = new JwtTypeValidator(settings.types());
        types.setAllowEmpty(true);
        return List.of(
                types,
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        named -> named != null && !Collections.disjoint(named, settings.audiences())));
    }

    @Override
    public Verdict validate(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return Verdict.accepted(
                    ProviderPrincipal.of(name, jwt.getClaims(), authorities.convert(jwt)), jwt.getExpiresAt());
        } catch (BadJwtException bad) {
            return Verdict.refused("The access token is invalid");
        } catch (JwtException noKeys) {
            LOG.debug(
                    "The keys of {} cannot be read: {}",
                    name,
                    NestedExceptionUtils.getMostSpecificCause(noKeys).getClass());
            return Verdict.of(Verdict.Outcome.UNAVAILABLE);
        }
    }
}
