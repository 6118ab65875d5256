package dev.dualclient.sample.ciba;

import dev.dualclient.sample.web.BasicAuthentication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Lets nobody but the authentication device say what a user decided there. */
@Configuration(proxyBeanMethods = false)
class CibaConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain callbackChain(
            HttpSecurity http, AuthenticationDeviceProperties device, PasswordEncoder encoder) {
        return BasicAuthentication.of(http, CallbackEndpoint.PATH, device.id(), device.secret(), encoder);
    }
}
