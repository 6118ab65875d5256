package dev.dualclient.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the one host of a backend within a time. The JDK has no bound of its own, and a name server that is silent
 * costs half a minute. Callers share the look-up that is under way, so that a silent one holds one thread, not many.
 */
final class BoundedDnsResolver implements DnsResolver {

    private final DnsResolver lookUp;
    private final Duration timeout;
    private final AtomicReference<@Nullable FutureTask<InetAddress[]>> underWay = new AtomicReference<>();

    BoundedDnsResolver(DnsResolver lookUp, Duration timeout) {
        this.lookUp = lookUp;
        this.timeout = timeout;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> task = shared(host);
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw notResolved(host + ": not resolved within " + timeout.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notResolved(host + ": interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownHostException unknown) {
                throw notResolved(unknown.getMessage(), unknown);
            }
            throw notResolved(host, failed);
        } finally {
            if (task.isDone()) {
                underWay.compareAndSet(task, null);
            }
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return lookUp.resolveCanonicalHostname(host);
    }

    private FutureTask<InetAddress[]> shared(String host) {
        FutureTask<InetAddress[]> fresh = new FutureTask<>(() -> lookUp.resolve(host));
        FutureTask<InetAddress[]> current = underWay.updateAndGet(task -> task == null || task.isDone() ? fresh : task);
        if (current == fresh) {
            Thread thread = new Thread(fresh, "dual-client-dns");
            thread.setDaemon(true);
            thread.start();
        }
        return current;
    }

    private static UnknownHostException notResolved(@Nullable String message, Exception cause) {
        UnknownHostException failure = new UnknownHostException(message);
        failure.initCause(cause);
        return failure;
    }
}
