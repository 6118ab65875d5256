package dev.dualclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

class BoundedDnsResolverTest {

    private interface LookUp {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static DnsResolver resolver(LookUp lookUp, Duration timeout) {
        return new BoundedDnsResolver(
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return lookUp.resolve(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                },
                timeout);
    }

    @Test
    void aSilentNameServerHoldsOneThreadAndNoCaller() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger lookUps = new AtomicInteger();
        DnsResolver resolver = resolver(
                host -> {
                    lookUps.incrementAndGet();
                    awaitQuietly(end);
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> resolver.resolve("authlete.example"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("authlete.example: not resolved within 100 ms");
        }
        end.countDown();
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void everyLookUpIsMadeAnew() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        DnsResolver resolver = resolver(
                host -> {
                    if (lookUps.incrementAndGet() == 1) {
                        throw new UnknownHostException(host);
                    }
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                Duration.ofSeconds(10));
        assertThatThrownBy(() -> resolver.resolve("authlete.example")).hasMessage("authlete.example");
        assertThat(resolver.resolve("authlete.example")).containsExactly(InetAddress.getLoopbackAddress());
        assertThat(resolver.resolve("authlete.example")).hasSize(1);
        assertThat(lookUps).hasValue(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
