package dev.dualclient.test.emulator.state;

import java.text.ParseException;
import java.util.List;

/** A service: what it supports, how long its tokens live, and its keys. What it is set to may be changed while it runs. */
public final class Service {

    private final long apiKey;
    private final SigningKeys own;
    private final long createdAt;
    private Document settings;
    private SigningKeys keys;
    private long modifiedAt;

    /**
     * Creates a service.
     *
     * @param apiKey its number: the API key of 2.3 and the service id of 3.0
     * @param settings the fields of the API's {@code Service} that a caller may write
     */
    public Service(long apiKey, Document settings, SigningKeys keys, long now) {
        this.apiKey = apiKey;
        this.settings = settings;
        this.own = keys;
        this.keys = keys;
        this.createdAt = now;
        this.modifiedAt = now;
    }

    /** Returns its number: the API key of 2.3 and the service id of 3.0. */
    public long apiKey() {
        return apiKey;
    }

    /** Returns its keys: those of the field {@code jwks}, if it has one, and its own otherwise. */
    public SigningKeys keys() {
        return keys;
    }

    /** Returns when it was created, in milliseconds since the epoch. */
    public long createdAt() {
        return createdAt;
    }

    /** Returns when it was changed last, in milliseconds since the epoch. */
    public long modifiedAt() {
        return modifiedAt;
    }

    /** Returns the fields of the API's {@code Service} that a caller may write. */
    public Document settings() {
        return settings;
    }

    /**
     * Replaces all settings.
     *
     * @throws ParseException if their {@code jwks} is no JWK set; nothing is changed then
     */
    public void set(Document changed, long now) throws ParseException {
        String jwks = changed.text("jwks");
        keys = jwks == null ? own : own.importing(jwks);
        settings = changed;
        modifiedAt = now;
    }

    /** Returns the issuer identifier (RFC 8414 section 2). */
    public String issuer() {
        return settings.text("issuer", "http://localhost");
    }

    /** Returns whether a flag is set. */
    public boolean is(String flag) {
        return settings.flag(flag);
    }

    /** Returns whether a list of the settings has a value. */
    public boolean supports(String list, String value) {
        return settings.texts(list).contains(value);
    }

    /** Returns a duration of the settings in milliseconds, or another number of seconds where it is not set. */
    public long milliseconds(String name, long otherwiseSeconds) {
        long seconds = settings.number(name);
        return (seconds > 0 ? seconds : otherwiseSeconds) * 1000;
    }

    /** Returns the names of the scopes it supports. */
    public List<String> scopes() {
        return settings.documents("supportedScopes").stream()
                .map(scope -> scope.text("name", ""))
                .toList();
    }

    /** Returns the scopes that hold where a request names none. */
    public List<String> defaultScopes() {
        return settings.documents("supportedScopes").stream()
                .filter(scope -> scope.flag("defaultEntry"))
                .map(scope -> scope.text("name", ""))
                .toList();
    }
}
