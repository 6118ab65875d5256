package dev.dualclient.kits.providers;

import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.kits.Needs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtEncoder;

/** Makes the parts of the kit from its properties, and refuses what makes no sense with a message that says what to write. */
final class ProviderSettings {

    private static final String HERE = ProvidersProperties.PREFIX;
    private static final String MAPPED = "mapped";
    private static final Duration LONGEST_CACHE = Duration.ofMinutes(1);

    private final ProvidersProperties properties;

    ProviderSettings(ProvidersProperties properties) {
        this.properties = properties;
        if (properties.order().isEmpty()) {
            throw new KitSettingsException(
                    HERE + ".order is empty, so that nobody could be authenticated",
                    "write " + HERE + ".order: [new-idp, old-idp], with the names below " + HERE + ".by-name");
        }
        Set<String> unused = new HashSet<>(properties.byName().keySet());
        unused.removeAll(properties.order());
        if (!unused.isEmpty()) {
            throw new KitSettingsException(
                    HERE + ".by-name has " + unused + ", which " + HERE + ".order does not name",
                    "write the names in " + HERE + ".order, or remove the providers");
        }
        if (new HashSet<>(properties.order()).size() < properties.order().size()) {
            throw new KitSettingsException(HERE + ".order names a provider twice", "write each name once");
        }
        Needs.budget(HERE + ".timeout", properties.timeout());
        Needs.budget(HERE + ".retry-after", properties.retryAfter());
    }

    /** Returns the providers in their order. Opaque ones share the time budget, for a token may be offered to all. */
    List<TokenProvider> providers() {
        long opaque = properties.byName().values().stream()
                .filter(provider -> provider.opaque() != null)
                .count();
        Duration share = properties.timeout().dividedBy(Math.max(1, opaque));
        List<TokenProvider> providers = new ArrayList<>();
        Map<String, String> issuers = new HashMap<>();
        for (String name : properties.order()) {
            TokenProvider provider = provider(name, share);
            String other = provider.issuer() == null ? null : issuers.put(provider.issuer(), name);
            if (other != null) {
                throw new KitSettingsException(
                        at(other) + " and " + at(name) + " have one issuer, " + provider.issuer(),
                        "write one provider for each issuer, and several audiences if need be");
            }
            providers.add(provider);
        }
        return providers;
    }

    private TokenProvider provider(String name, Duration share) {
        ProvidersProperties.Provider settings = properties.byName().get(name);
        if (settings == null || (settings.jwt() == null) == (settings.opaque() == null)) {
            throw new KitSettingsException(
                    at(name) + " has "
                            + (settings == null || settings.jwt() == null
                                    ? "neither jwt nor opaque"
                                    : "both jwt and opaque"),
                    "write " + at(name) + ".jwt: { issuer: …, audiences: […] } for tokens that are JWTs, or " + at(name)
                            + ".opaque: { introspection-uri: …, client-id: …, client-secret: … } for others");
        }
        ProvidersProperties.Jwt jwt = settings.jwt();
        return new TokenProvider(
                name,
                settings,
                jwt == null ? opaque(name, Objects.requireNonNull(settings.opaque()), share) : jwt(name, jwt));
    }

    private TokenProvider.TokenValidation jwt(String name, ProvidersProperties.Jwt settings) {
        String issuer = Needs.text(settings.issuer(), at(name) + ".jwt.issuer", "https://idp.example.com");
        if (settings.audiences().isEmpty()) {
            throw new KitSettingsException(
                    at(name) + ".jwt.audiences is empty, so that tokens for other services would be accepted here",
                    "write " + at(name) + ".jwt.audiences: [api], with the audience that " + name
                            + " gives to this API");
        }
        return new JwtValidation(name, issuer, settings, properties.timeout());
    }

    private TokenProvider.TokenValidation opaque(String name, ProvidersProperties.Opaque settings, Duration share) {
        String here = at(name) + ".opaque.";
        String uri = Needs.text(
                settings.introspectionUri(), here + "introspection-uri", "https://idp.example.com/introspect");
        String client = Needs.text(settings.clientId(), here + "client-id", "the client id of this application");
        String secret =
                Needs.text(settings.clientSecret(), here + "client-secret", "the client secret of this application");
        if (settings.cache().isNegative() || settings.cache().compareTo(LONGEST_CACHE) > 0) {
            throw new KitSettingsException(
                    here + "cache is not between 0s and 1m, and a revoked token is accepted as long as it is cached",
                    "write a duration such as 10s");
        }
        return new OpaqueValidation(name, settings, OpaqueValidation.introspector(uri, client, secret, share));
    }

    private static String at(String provider) {
        return HERE + ".by-name." + provider;
    }

    Identity identity(@Nullable IdentityMapper mapper, @Nullable JwtEncoder encoder, Clock clock) {
        ProvidersProperties.IdentityHeader header = properties.identityHeader();
        if (header == null) {
            return new Identity(null, principal -> null, null, clock);
        }
        String here = HERE + ".identity-header";
        if (header.name().toLowerCase(Locale.ROOT).matches("authorization|cookie|host|content-.*|transfer-encoding")) {
            throw new KitSettingsException(
                    here + ".name is " + header.name() + ", which requests need for themselves",
                    "write " + here + ".name: X-User-Id");
        }
        ProvidersProperties.Signed signed = header.signed();
        if (signed != null) {
            Needs.text(signed.issuer(), here + ".signed.issuer", "https://gateway.example.com");
            Needs.text(signed.audience(), here + ".signed.audience", "services");
            if (encoder == null) {
                throw new KitSettingsException(
                        here + ".signed is set, and there is no bean of type JwtEncoder",
                        "add such a bean, a NimbusJwtEncoder say, or remove " + here + ".signed");
            }
        }
        return new Identity(header, user(header, mapper), encoder, clock);
    }

    private static Function<ProviderPrincipal, @Nullable String> user(
            ProvidersProperties.IdentityHeader header, @Nullable IdentityMapper mapper) {
        if (!header.from().equals(MAPPED)) {
            return principal -> principal.getAttributes().get(header.from()) instanceof String text ? text : null;
        }
        if (mapper == null) {
            throw new KitSettingsException(
                    HERE + ".identity-header.from is mapped, and there is no bean of type IdentityMapper",
                    "add such a bean, or write the name of a claim, sub say");
        }
        return mapper::map;
    }
}
