package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.DualClient;

/**
 * An {@link AuthleteApi} that two backends answer: a drop-in for the one that {@code AuthleteApiFactory} makes.
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

    /**
     * Returns an API in front of an engine. Closing the API closes the engine.
     *
     * @param engine the engine that executes every call
     */
    static DualAuthleteApi over(DualClient engine) {
        return Proxies.create(DualAuthleteApi.class, engine, engine::execute);
    }

    /** Returns the engine, which executes calls of operations by id. */
    DualClient dualClient();

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
