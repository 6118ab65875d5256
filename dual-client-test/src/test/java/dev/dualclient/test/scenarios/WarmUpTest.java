package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A warm-up before the first call: what it must not touch. */
@DualClientTest
class WarmUpTest {

    private static final Duration TIME = Duration.ofMillis(500);

    private final List<CallEvent> heard = new CopyOnWriteArrayList<>();
    private final Set<String> stored = ConcurrentHashMap.newKeySet();

    private DualAuthleteApiBuilder builder(Emulators emulators) {
        return emulators.api().background(false).listener(heard::add);
    }

    /** A store that tells which of its methods are called. */
    private CustodyStore recorded(CustodyStore store) {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(), new Class<?>[] {CustodyStore.class}, (self, method, arguments) -> {
                    stored.add(method.getName());
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void noBackendNoStoreNoListenerAndNoLogTakesPart(Emulators emulators) {
        Logger ours = (Logger) LoggerFactory.getLogger("dev.dualclient");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ours.addAppender(log);
        ours.setLevel(Level.DEBUG);
        byte[] key = new byte[32];
        Set<String> without;
        try (DualAuthleteApi api = builder(emulators)
                .custodyStore(recorded(new MemoryStore(1000, Time.system())), key)
                .build()) {
            without = Set.copyOf(stored);
        }
        List<String> saidWithout = said(log);
        stored.clear();
        log.list.clear();
        long start = System.nanoTime();
        try (DualAuthleteApi api = builder(emulators)
                .custodyStore(recorded(new MemoryStore(1000, Time.system())), key)
                .warmUp(TIME)
                .build()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIME);
            assertThat(stored).isEqualTo(without);
        } finally {
            ours.setLevel(null);
            ours.detachAppender(log);
        }
        assertThat(said(log)).isEqualTo(saidWithout);
        assertThat(heard).isEmpty();
        assertThat(emulators.calls().primary()).isEmpty();
        assertThat(emulators.calls().secondary()).isEmpty();
    }

    private static List<String> said(ListAppender<ILoggingEvent> log) {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.toList());
    }

    @Test
    void theFirstRealCallIsAnsweredByTheRealBackends(Emulators emulators) {
        try (DualAuthleteApi api = builder(emulators).warmUp(TIME).build()) {
            assertThat(api.introspection(new IntrospectionRequest().setToken("synthetic-p-0"))
                            .isExistent())
                    .isFalse();
        }
        assertThat(heard).hasSize(1);
        assertThat(emulators.calls().primary()).containsOnlyKeys("auth-introspection");
        assertThat(emulators.calls().secondary()).containsOnlyKeys("auth-introspection");
    }

    @Test
    void theGatewayIsWarmedUpBesideTheRealEngine(Emulators emulators) {
        try (DualAuthleteApi api = builder(emulators).build()) {
            long start = System.nanoTime();
            GatewayServlet.builder(api.dualClient())
                    .caller("server", "a-secret")
                    .warmUp(TIME)
                    .build();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIME);
        }
        assertThat(heard).isEmpty();
        assertThat(emulators.calls().primary()).isEmpty();
        assertThat(emulators.calls().secondary()).isEmpty();
    }
}
