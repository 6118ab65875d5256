package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.DualClient;
import dev.dualclient.migration.readiness.Readiness;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * An {@link AuthleteApi} that two backends answer: a drop-in for the one that {@code AuthleteApiFactory} makes.
 *
 * <pre>{@code
 * try (DualAuthleteApi api = builder.callTimeout(Duration.ofSeconds(30)).build()) {
 *     IntrospectionResponse response = api.introspection(new IntrospectionRequest().setToken(token));
 * }
 * }</pre>
 *
 * <p>Every method takes and returns the same values as the vendor's own client and throws the same
 * {@link com.authlete.common.api.AuthleteApiException}s: with status, body and headers of the answer that counts where
 * that is an error, and the other backend's failure suppressed in it. It differs in four points. Where no answer counts, the
 * exception has status 503, a {@code Retry-After} header, and a message that names the operation and how each backend
 * failed. Methods that return nothing throw too where the API call failed, {@code deleteClient} and
 * {@code deleteService} included. Path arguments are encoded, and {@code dryRun} and {@code developer} are sent.
 * {@link AuthleteApi#getSettings()} returns a value that is kept, but has no effect: timeouts are set in the builder.
 *
 * <p>Thread-safe. A method that a newer authlete-java-common adds throws {@link UnsupportedOperationException} when
 * called, with a message that names it.
 */
public interface DualAuthleteApi extends AuthleteApi, AutoCloseable {

    /** Returns a builder with every default set; a primary is all that it needs. */
    static DualAuthleteApiBuilder builder() {
        return new DualAuthleteApiBuilder();
    }

    /**
     * Returns an API with the settings of an existing {@code authlete.properties}, found where the vendor's own client
     * finds it: the file that the system property {@code authlete.configuration.file} names, else
     * {@code authlete.properties}, in the file system, else on the class path.
     *
     * <table>
     * <caption>Keys</caption>
     * <tr><th>key</th><th>value</th></tr>
     * <tr><td>{@code base_url}</td><td>address of the primary, Authlete 3.0</td></tr>
     * <tr><td>{@code base_url.secondary}</td><td>address of the secondary, Authlete 2.3; without it there is
     * none</td></tr>
     * <tr><td>{@code service.api_key}</td><td>API key of the service at 2.3, which is its id at 3.0</td></tr>
     * <tr><td>{@code service.access_token}</td><td>access token of the service for the API of 3.0</td></tr>
     * <tr><td>{@code service.dpop_key}</td><td>private JWK that this access token is bound to, if it is</td></tr>
     * <tr><td>{@code service.api_secret}, {@code service.api_secret.encrypted}</td><td>API secret of the service at
     * 2.3</td></tr>
     * <tr><td>{@code service_owner.api_key}, {@code service_owner.api_secret},
     * {@code service_owner.api_secret.encrypted}</td><td>API key and secret of the service's owner at 2.3, for calls
     * about services and for deleting clients; optional</td></tr>
     * <tr><td>{@code stage}</td><td>{@code secondary-first}, {@code shadow}, {@code primary-first} (the
     * default), {@code drain} or {@code primary-only}</td></tr>
     * <tr><td>{@code api_version}</td><td>{@code V3}, or absent</td></tr>
     * </table>
     *
     * <p>Every other setting is a property below {@code dual-client}, the same as with the Spring Boot starter, in the file, in
     * the environment ({@code DUAL_CLIENT_CALL_TIMEOUT}) or in system properties ({@code -Ddual-client.call-timeout=6s}). The
     * last one overrides the others. The vendor's environment variables ({@code AUTHLETE_BASE_URL} and so on, and
     * {@code AUTHLETE_BASE_URL_SECONDARY}) stand for keys that the file does not have. Without a file, the environment and
     * system properties are enough.
     *
     * @throws IllegalArgumentException if the file is not found, or a value is missing or wrong; the message names the
     *     key and says what to write
     */
    static DualAuthleteApi fromAuthleteProperties() {
        return AuthleteProperties.read().api();
    }

    /**
     * Returns an API with the settings of a file like {@link #fromAuthleteProperties()} reads one.
     *
     * @throws IllegalArgumentException as there
     */
    static DualAuthleteApi fromAuthleteProperties(Path file) {
        return AuthleteProperties.read(file.toString()).api();
    }

    /**
     * Returns a builder with the settings that {@link #fromAuthleteProperties()} would read, to add what has no property.
     *
     * @throws IllegalArgumentException as there, where a value can be judged on its own
     */
    static DualAuthleteApiBuilder builderFromAuthleteProperties() {
        return AuthleteProperties.read().builder();
    }

    /**
     * Returns an API in front of a client. Closing the API closes the client.
     *
     * @param engine the client that executes every call
     */
    static DualAuthleteApi over(DualClient engine) {
        return Dispatcher.api(DualAuthleteApi.class, engine, engine::execute);
    }

    /**
     * Returns an API that stands in for one that is made later, by a container say: it asks for that when it is first
     * called. So it can be {@linkplain #installAsDefault installed as the default} before anything asks for that.
     *
     * @param source gives the API, always the same one; what it throws the caller gets, and it is asked again next time
     */
    static DualAuthleteApi deferred(Supplier<? extends DualAuthleteApi> source) {
        return DeferredApi.of(source);
    }

    /** Returns the client behind this API, which executes calls of operations by id. */
    DualClient dualClient();

    /**
     * Returns whether the secondary can be switched off, and why not.
     *
     * @throws IllegalStateException if there is no secondary
     */
    default Readiness readiness() {
        return dualClient().readiness();
    }

    /**
     * Makes this the value that {@code AuthleteApiFactory.getDefaultApi()} returns from now on, for servers that call
     * that everywhere. What the method returned before is not closed, and code that keeps it goes on using it; so this
     * belongs before the first request. It stays installed after {@link #close()}: a late call then fails, rather than
     * silently going to one backend alone.
     *
     * @throws IllegalStateException if the authlete-java-common on the class path keeps its default elsewhere
     */
    void installAsDefault();

    /** Stops taking calls, finishes those in flight, and closes the engine and its backends. */
    @Override
    void close();
}
