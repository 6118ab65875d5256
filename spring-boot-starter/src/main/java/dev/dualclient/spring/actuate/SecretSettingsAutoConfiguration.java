package dev.dualclient.spring.actuate;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps the actuator from showing the secrets among the properties, where the application has the actuator. */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SecretSettingsAutoConfiguration {

    /** Creates the configuration. */
    public SecretSettingsAutoConfiguration() {}

    @Bean
    SanitizingFunction dualClientSecretSettings() {
        return new SecretSettings();
    }
}
