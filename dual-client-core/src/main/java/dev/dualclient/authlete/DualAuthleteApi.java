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
 * {@link AuthleteApi#getSettings()} returns settings that have no effect: timeouts are set in the builder.
 *
 * <p>Thread-safe. A method that a newer authlete-java-common adds throws {@link UnsupportedOperationException} when
 * called, with a message that names it.
 */
public interface DualAuthleteApi extends AuthleteApi, AutoCloseable {

    /** Returns a builder with all defaults set. Only the primary is required. */
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
     * Returns an API with the settings of this file, which has the format of {@link #fromAuthleteProperties()}.
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
     * Returns an API that sends its calls to a client. Closing the API closes the client.
     *
     * @param engine the client that executes every call
     */
    static DualAuthleteApi over(DualClient engine) {
        return Dispatcher.api(DualAuthleteApi.class, engine, engine::execute);
    }

    /**
     * Returns a proxy for an API that is created later, for example by a container. It gets the API from the source on
     * its first call. So it can be {@linkplain #installAsDefault installed as the default} before the API exists.
     *
     * @param source returns the API, always the same one; if it throws, the caller gets the exception and may retry
     */
    static DualAuthleteApi deferred(Supplier<? extends DualAuthleteApi> source) {
        return DeferredApi.of(source);
    }

    /** Returns the client behind this API, which executes calls of operations by id. */
    DualClient dualClient();

    /**
     * Returns readiness: whether the secondary can be switched off, and if not, why.
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

    /** Rejects new calls, waits for calls in flight, and closes the client and its backends. */
    @Override
    void close();
}
