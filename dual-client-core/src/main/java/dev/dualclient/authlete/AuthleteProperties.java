package dev.dualclient.authlete;

import static com.authlete.common.conf.AuthletePropertiesConfiguration.DEFAULT_FILE;
import static com.authlete.common.conf.AuthletePropertiesConfiguration.SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE;

import com.authlete.common.conf.AuthletePropertiesConfiguration;
import com.authlete.common.util.PropertiesLoader;
import com.authlete.common.util.TypedProperties;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.migration.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An {@code authlete.properties}: the vendor's keys, found, read and decrypted by the vendor's classes, and two more.
 * {@link DualAuthleteApi#fromAuthleteProperties()} lists them.
 */
final class AuthleteProperties {

    /** A key of the file, the property of which it is the value, and where that goes. */
    private record Key(String name, String property, BiConsumer<BackendSettingsBuilder, String> setter) {}

    private static final String SECONDARY_URL = "base_url.secondary";

    private static final List<Key> PRIMARY = List.of(
            new Key("base_url", "dual-client.primary.base-url", BackendSettingsBuilder::baseUrl),
            new Key("service.api_key", "dual-client.primary.service-id", BackendSettingsBuilder::serviceId),
            new Key("service.access_token", "dual-client.primary.access-token", BackendSettingsBuilder::accessToken),
            new Key("service.dpop_key", "dual-client.primary.dpop-key", BackendSettingsBuilder::dpopKey));

    private static final List<Key> SECONDARY = List.of(
            new Key(SECONDARY_URL, "dual-client.secondary.base-url", BackendSettingsBuilder::baseUrl),
            new Key("service.api_key", "dual-client.secondary.api-key", BackendSettingsBuilder::apiKey),
            new Key("service.api_secret", "dual-client.secondary.api-secret", BackendSettingsBuilder::apiSecret),
            new Key(
                    "service_owner.api_key",
                    "dual-client.secondary.owner-api-key",
                    BackendSettingsBuilder::ownerApiKey),
            new Key(
                    "service_owner.api_secret",
                    "dual-client.secondary.owner-api-secret",
                    BackendSettingsBuilder::ownerApiSecret));

    private final String file;
    private final TypedProperties properties;
    private final AuthletePropertiesConfiguration decrypted;

    private AuthleteProperties(String file, TypedProperties properties) {
        this.file = file;
        this.properties = properties;
        this.decrypted = new AuthletePropertiesConfiguration(file);
    }

    /** Reads the file that the vendor's own client would read. */
    static AuthleteProperties read() {
        String named = System.getProperty(SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE);
        return read(named == null || named.isEmpty() ? DEFAULT_FILE : named);
    }

    /** Reads a file in the file system or on the class path. */
    static AuthleteProperties read(String file) {
        TypedProperties properties = PropertiesLoader.load(file);
        if (properties == null) {
            throw new IllegalArgumentException(file + " is neither in the file system nor on the class path: put it"
                    + " there, or name another file by the system property "
                    + SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE);
        }
        return new AuthleteProperties(file, properties);
    }

    /** Returns an API with the settings of the file; what is wrong with one is told by the name of its key. */
    DualAuthleteApi api() {
        try {
            return builder().build();
        } catch (IllegalArgumentException wrong) {
            String message = Stream.concat(PRIMARY.stream(), SECONDARY.stream())
                    .reduce(
                            String.valueOf(wrong.getMessage()),
                            (text, key) -> text.replace(key.property(), key.name()),
                            (one, other) -> other);
            throw new IllegalArgumentException(file + ": " + message, wrong);
        }
    }

    private DualAuthleteApiBuilder builder() {
        if ("V2".equals(value("api_version"))) {
            throw new IllegalArgumentException("api_version is V2, as if base_url were Authlete 2.3: write the address"
                    + " of Authlete 3.0 into base_url, that of 2.3 into " + SECONDARY_URL + ", and api_version=V3");
        }
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder().primary(settings -> set(settings, PRIMARY));
        if (value(SECONDARY_URL) != null) {
            builder.secondary(settings -> set(settings, SECONDARY));
        }
        String stage = value("stage");
        return stage == null ? builder : builder.stage(stage(stage));
    }

    private void set(BackendSettingsBuilder settings, List<Key> keys) {
        for (Key key : keys) {
            String value = value(key.name());
            if (value != null) {
                key.setter().accept(settings, value);
            }
        }
    }

    private @Nullable String value(String key) {
        String value = switch (key) {
            case "service.api_secret" -> decrypted.getServiceApiSecret();
            case "service_owner.api_secret" -> decrypted.getServiceOwnerApiSecret();
            default -> properties.getString(key);
        };
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Stage stage(String name) {
        return Arrays.stream(Stage.values())
                .filter(stage -> nameOf(stage).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("stage is " + name + ": write one of "
                        + Arrays.stream(Stage.values())
                                .map(AuthleteProperties::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    private static String nameOf(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
