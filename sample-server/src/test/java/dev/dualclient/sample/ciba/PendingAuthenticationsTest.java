package dev.dualclient.sample.ciba;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingAuthenticationsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final PendingAuthentications pendings = new PendingAuthentications(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aRequestWaitsUntilItExpires() {
        pendings.add(request("ended", "john", NOW));
        pendings.add(request("waits", "john", NOW.plusMillis(1)));

        assertThat(pendings.of("john")).extracting(PendingAuthentication::id).containsExactly("waits");
        assertThat(pendings.take("ended")).isNull();
    }

    @Test
    void aRequestIsTakenOnceByItsUser() {
        pendings.add(request("r", "john", NOW.plusSeconds(1)));

        assertThat(pendings.take("r", "jane")).isNull();
        assertThat(pendings.take("r", "john")).isNotNull();
        assertThat(pendings.take("r", "john")).isNull();
    }

    @Test
    void ofManyTheLatestWait() {
        for (int i = 0; i <= PendingAuthentications.LIMIT; i++) {
            pendings.add(request("r" + i, "john", NOW.plusSeconds(1)));
        }

        assertThat(pendings.of("john")).hasSize(PendingAuthentications.LIMIT);
        assertThat(pendings.take("r0")).isNull();
        assertThat(pendings.take("r1")).hasToString("backchannel authentication request r1");
    }

    private static PendingAuthentication request(String id, String subject, Instant expiresAt) {
        return new PendingAuthentication(
                id, "the-ticket", subject, 7, "Paper & Co.", List.of(), List.of(), null, expiresAt);
    }
}
