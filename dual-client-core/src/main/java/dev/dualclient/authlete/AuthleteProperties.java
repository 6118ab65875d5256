package dev.dualclient.authlete;

import static com.authlete.common.conf.AuthletePropertiesConfiguration.DEFAULT_FILE;
import static com.authlete.common.conf.AuthletePropertiesConfiguration.SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE;

import com.authlete.common.conf.AuthletePropertiesConfiguration;
import com.authlete.common.util.PropertiesLoader;
import com.authlete.common.util.TypedProperties;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an application without Spring: an {@code authlete.properties}, whose vendor's keys are found, read and
 * decrypted by the vendor's classes; and every property below {@code dual-client} in that file, in the environment and in
 * system properties. {@link DualAuthleteApi#fromAuthleteProperties()} lists the keys.
 */
final class AuthleteProperties {

    /**
     * A key of the vendor's.
     *
     * @param name the key in the file
     * @param variable the environment variable for it, empty if there is none
     * @param property the property that it sets
     */
    private record Key(String name, String variable, String property) {}

    private static final String MISSING = "is neither in the file system nor on the class path";
    private static final String MEANT = "did you mean";
    private static final String PRIMARY_URL = "dual-client.primary.base-url";
    private static final String SECONDARY_URL = "base_url.secondary";
    private static final String SECONDARY = "dual-client.secondary.";

    private static final List<Key> KEYS = List.of(
            new Key("base_url", "AUTHLETE_BASE_URL", PRIMARY_URL),
            new Key("service.api_key", "AUTHLETE_SERVICE_APIKEY", "dual-client.primary.service-id"),
            new Key("service.access_token", "AUTHLETE_SERVICE_ACCESSTOKEN", "dual-client.primary.access-token"),
            new Key("service.dpop_key", "AUTHLETE_DPOP_KEY", "dual-client.primary.dpop-key"),
            new Key("stage", "", "dual-client.stage"),
            new Key(SECONDARY_URL, "AUTHLETE_BASE_URL_SECONDARY", SECONDARY + "base-url"),
            new Key("service.api_key", "AUTHLETE_SERVICE_APIKEY", SECONDARY + "api-key"),
            new Key("service.api_secret", "AUTHLETE_SERVICE_APISECRET", SECONDARY + "api-secret"),
            new Key("service_owner.api_key", "AUTHLETE_SERVICEOWNER_APIKEY", SECONDARY + "owner-api-key"),
            new Key("service_owner.api_secret", "AUTHLETE_SERVICEOWNER_APISECRET", SECONDARY + "owner-api-secret"));

    private final String file;
    private final @Nullable TypedProperties properties;
    private final @Nullable AuthletePropertiesConfiguration decrypted;
    private final Map<String, String> environment;
    private final Properties system;
    private final Properties lines;

    private AuthleteProperties(
            String file,
            @Nullable TypedProperties properties,
            @Nullable AuthletePropertiesConfiguration decrypted,
            Map<String, String> environment,
            Properties system) {
        this.file = file;
        this.properties = properties;
        this.decrypted = decrypted;
        this.environment = environment;
        this.system = system;
        this.lines = lines(file);
    }

    /** Reads the file that the vendor's own client would read. */
    static AuthleteProperties read() {
        String named = System.getProperty(SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE);
        return read(named == null || named.isEmpty() ? DEFAULT_FILE : named);
    }

    /** Reads a file in the file system or on the class path. */
    static AuthleteProperties read(String file) {
        return read(file, System.getenv(), System.getProperties());
    }

    static AuthleteProperties read(String file, Map<String, String> environment, Properties system) {
        TypedProperties properties = PropertiesLoader.load(file);
        return new AuthleteProperties(
                file,
                properties,
                properties == null ? null : new AuthletePropertiesConfiguration(file),
                environment,
                system);
    }

    /** Returns an API with these settings; what is wrong with one is told by the name of its key in the file. */
    DualAuthleteApi api() {
        try {
            Map<String, String> content = content();
            if (properties == null && !content.containsKey(PRIMARY_URL) && !hasOwnAddress()) {
                throw new IllegalArgumentException(
                        MISSING + ": put it there, or name another file by the system property "
                                + SYSTEM_PROPERTY_AUTHLETE_CONFIGURATION_FILE);
            }
            refuseVersionOfTheSecondary();
            return filled(content).build();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(told(wrong), wrong);
        }
    }

    /** Returns a builder with these settings. */
    DualAuthleteApiBuilder builder() {
        try {
            DualAuthleteApiBuilder builder = filled(content());
            if (builder.hasSecondary()) {
                refuseVersionOfTheSecondary();
            }
            return builder;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(told(wrong), wrong);
        }
    }

    private DualAuthleteApiBuilder filled(Map<String, String> content) {
        Map<PropertyName, String> read = new PropertyReader(PropertyTable.NAMES, environment, system).read(content);
        return DualAuthleteApi.builder().properties(read, null);
    }

    private void refuseVersionOfTheSecondary() {
        if ("V2".equals(value("api_version", "AUTHLETE_API_VERSION"))) {
            throw new IllegalArgumentException("api_version is V2, as if base_url were Authlete 2.3: write the address"
                    + " of Authlete 3.0 into base_url, that of 2.3 into " + SECONDARY_URL + ", and api_version=V3");
        }
    }

    private boolean hasOwnAddress() {
        return environment.keySet().stream()
                        .map(PropertyTable.NAMES::ofVariable)
                        .anyMatch(name -> name != null && PRIMARY_URL.equals(PropertyTable.NAMES.canonical(name)))
                || system.getProperty(PRIMARY_URL) != null;
    }

    /** Returns what the file has, and the vendor's keys as the properties that they set. */
    private Map<String, String> content() {
        Map<String, String> content = new LinkedHashMap<>();
        boolean hasSecondary = value(SECONDARY_URL, "AUTHLETE_BASE_URL_SECONDARY") != null;
        for (Key key : KEYS) {
            String value =
                    key.property().startsWith(SECONDARY) && !hasSecondary ? null : value(key.name(), key.variable());
            if (value != null) {
                content.put(key.property(), value);
            }
        }
        lines.stringPropertyNames().forEach(name -> content.put(name, lines.getProperty(name)));
        return content;
    }

    /** Reads the file for the names of its keys, which the vendor's classes do not tell. */
    private static Properties lines(String file) {
        Properties lines = new Properties();
        try (InputStream open = open(file)) {
            if (open != null) {
                lines.load(open);
            }
        } catch (IOException | IllegalArgumentException unreadable) { // its message may show a line of the file
            throw new IllegalArgumentException(file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + "): write a file of properties");
        }
        return lines;
    }

    private static @Nullable InputStream open(String file) throws IOException {
        if (Files.isRegularFile(Path.of(file))) {
            return Files.newInputStream(Path.of(file));
        }
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        InputStream found = application == null ? null : application.getResourceAsStream(file);
        return found == null ? PropertiesLoader.class.getClassLoader().getResourceAsStream(file) : found;
    }

    private @Nullable String value(String key, String variable) {
        String value = ofFile(key);
        value = value == null || value.isBlank() ? environment.get(variable) : value;
        return value == null || value.isBlank() ? null : value.strip();
    }

    private @Nullable String ofFile(String key) {
        if (properties == null || decrypted == null) {
            return null;
        }
        return switch (key) {
            case "service.api_secret" -> decrypted.getServiceApiSecret();
            case "service_owner.api_secret" -> decrypted.getServiceOwnerApiSecret();
            default -> properties.getString(key);
        };
    }

    private String told(IllegalArgumentException wrong) {
        String message = String.valueOf(wrong.getMessage());
        boolean vendors = KEYS.stream().anyMatch(key -> ofFile(key.name()) != null);
        for (Key key : KEYS) {
            if (vendors && !lines.containsKey(key.property()) && !message.contains(MEANT)) {
                message = message.replaceAll(Pattern.quote(key.property()) + "(?![\\w-])", key.name());
            }
        }
        if (message.startsWith(MISSING)) {
            return file + " " + message;
        }
        return properties == null ? message : file + ": " + message;
    }
}
