package dev.dualclient.kits.upgrade;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.kits.Needs;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.util.ClassUtils;

/** Makes the minter that the properties ask for. Its classes are needed for that minter alone. */
final class MinterSettings {

    private static final String HERE = TokenUpgradeProperties.PREFIX + ".minter";
    private static final String RULE = "dual-client.operations.auth-token-create.route";
    private static final String DUAL = "dev.dualclient.authlete.DualAuthleteApi";

    private final TokenUpgradeProperties properties;
    private final BeanFactory beans;
    private final Environment environment;

    MinterSettings(TokenUpgradeProperties properties, BeanFactory beans, Environment environment) {
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
    }

    TokenMinter minter(Clock clock) {
        TokenUpgradeProperties.Minter minter = properties.minter();
        if (Stream.of(minter.jwt(), minter.exchange(), minter.authlete())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new KitSettingsException(
                    HERE + " is not one of jwt, exchange and authlete, and there is no bean of type TokenMinter",
                    "write one, for example " + HERE
                            + ".jwt: { issuer: https://gateway.example.com, audiences: [services] }");
        }
        if (minter.jwt() != null) {
            return jwt(minter.jwt(), clock);
        }
        return minter.exchange() != null
                ? exchange(minter.exchange())
                : authlete(Objects.requireNonNull(minter.authlete()), clock);
    }

    private TokenMinter jwt(TokenUpgradeProperties.Jwt settings, Clock clock) {
        Needs.classes(
                HERE + ".jwt",
                "add spring-boot-starter-security-oauth2-resource-server",
                "org.springframework.security.oauth2.jwt.JwtEncoder");
        String issuer = Needs.text(settings.issuer(), HERE + ".jwt.issuer", "https://gateway.example.com");
        if (settings.audiences().isEmpty()) {
            throw new KitSettingsException(HERE + ".jwt.audiences is empty", "write the audience that services expect");
        }
        JwtEncoder encoder = beans.getBeanProvider(JwtEncoder.class).getIfUnique();
        if (encoder == null) {
            throw new KitSettingsException(
                    HERE + ".jwt is set, and there is no one bean of type JwtEncoder",
                    "add one, a NimbusJwtEncoder say");
        }
        return new JwtMinter(encoder, issuer, List.copyOf(settings.audiences()), clock);
    }

    private TokenMinter exchange(TokenUpgradeProperties.Exchange settings) {
        Needs.classes(
                HERE + ".exchange",
                "add spring-boot-starter-security-oauth2-client",
                "org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient");
        String id = Needs.text(
                settings.registrationId(), HERE + ".exchange.registration-id", "the id of a client registration");
        ClientRegistrationRepository registrations =
                beans.getBeanProvider(ClientRegistrationRepository.class).getIfUnique();
        ClientRegistration registration = registrations == null ? null : registrations.findByRegistrationId(id);
        if (registration == null) {
            throw new KitSettingsException(
                    HERE + ".exchange.registration-id is " + id + ", which is no client registration",
                    "write spring.security.oauth2.client.registration." + id
                            + " with authorization-grant-type: urn:ietf:params:oauth:grant-type:token-exchange");
        }
        return new ExchangeMinter(registration, properties.timeout());
    }

    /** A token that only 2.3 knows would end with 2.3: a new service should never have seen it. */
    private TokenMinter authlete(TokenUpgradeProperties.Authlete settings, Clock clock) {
        Needs.classes(
                HERE + ".authlete", "add com.authlete:authlete-java-common", "com.authlete.common.api.AuthleteApi");
        AuthleteApi api = beans.getBeanProvider(AuthleteApi.class).getIfUnique();
        if (api == null || settings.clientId() == null) {
            throw new KitSettingsException(
                    HERE + ".authlete needs a bean of type AuthleteApi and a client id",
                    "add the bean, and write " + HERE + ".authlete.client-id: the client to which new tokens belong");
        }
        if (isDual(api) && !"primary-only".equals(environment.getProperty(RULE))) {
            throw new KitSettingsException(
                    HERE + ".authlete uses Dual Client, which may create tokens at Authlete 2.3",
                    "write " + RULE + ": primary-only");
        }
        return new AuthleteMinter(api, settings.clientId(), clock);
    }

    private static boolean isDual(AuthleteApi api) {
        return Arrays.stream(ClassUtils.getAllInterfaces(api))
                .anyMatch(type -> type.getName().equals(DUAL));
    }
}
