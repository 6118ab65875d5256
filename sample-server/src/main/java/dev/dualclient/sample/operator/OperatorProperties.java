package dev.dualclient.sample.operator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator, who may change something by the actuator. Its {@code toString} does not show the secret.
 *
 * @param id user name of the operator
 * @param secret password of the operator, {@code null} for nobody
 */
@ConfigurationProperties("sample.operator")
record OperatorProperties(
        @DefaultValue("operator") String id, @Nullable String secret) {

    @Override
    public String toString() {
        return "operator " + id;
    }
}
