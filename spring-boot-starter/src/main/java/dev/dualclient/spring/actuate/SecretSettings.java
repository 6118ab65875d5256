package dev.dualclient.spring.actuate;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides what is secret among the properties under {@code dual-client}, however a property source spells them, in
 * {@code /actuator/env} and {@code /actuator/configprops}: also where an application shows values there.
 */
final class SecretSettings implements SanitizingFunction {

    private static final Pattern SECRET =
            Pattern.compile("dualclient.*(accesstoken|dpopkey|secret|custodykeys\\d*|custodyredisuri)");

    @Override
    public SanitizableData apply(SanitizableData data) {
        String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRET.matcher(key).matches() ? data.withSanitizedValue() : data;
    }
}
