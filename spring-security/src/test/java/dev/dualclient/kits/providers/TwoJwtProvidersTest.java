package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.MutableClock;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two providers of JWTs, whose keys have one name. */
class TwoJwtProvidersTest {

    private static final Instant UNTIL = Instant.parse("2099-03-01T00:00:00Z");

    private final TestIssuer fresh = new TestIssuer();
    private final TestIssuer old = new TestIssuer();
    private Application application;

    @BeforeEach
    void start() {
        Map<String, Object> properties = new HashMap<>();
        String here = "dual-client.kits.providers.";
        properties.put(here + "order", "new-idp,old-idp");
        properties.put(here + "timeout", "1m");
        properties.put(here + "by-name.old-idp.until", UNTIL);
        properties.put(here + "identity-header.name", "X-User-Id");
        Map.of("new-idp", fresh, "old-idp", old).forEach((name, issuer) -> {
            properties.put(here + "by-name." + name + ".jwt.issuer", issuer.url());
            properties.put(here + "by-name." + name + ".jwt.audiences", "api");
        });
        application = Application.start(properties, Service.class);
    }

    @AfterEach
    void stop() {
        application.close();
        fresh.close();
        old.close();
    }

    private Answer call(String token) {
        return application.get("/api", "Authorization: Bearer " + token);
    }

    private List<List<String>> seen() {
        return application.context().getBean(Service.Endpoint.class).seen;
    }

    @Test
    @Scenario("V9")
    void theKeyOfOneProviderSignsNothingForTheOther() {
        assertThat(call(fresh.jwt("alice")).status()).isEqualTo(200);
        assertThat(call(old.jwt("alice")).status()).isEqualTo(200);
        assertThat(fresh.key().getKeyID()).isEqualTo(old.key().getKeyID());
        fresh.asked().clear();
        old.asked().clear();
        seen().clear();

        assertThat(call(old.jwt(fresh.key(), claims -> claims.subject("alice"))).status())
                .isEqualTo(401);
        assertThat(call(fresh.jwt(old.key(), claims -> claims.subject("alice"))).status())
                .isEqualTo(401);
        assertThat(fresh.asked()).isEmpty();
        assertThat(old.asked()).isEmpty();
        assertThat(seen()).isEmpty();
    }

    @Test
    @Scenario({"V10", "V13"})
    void oneProviderEndsAndTheOtherDoesNot() {
        MutableClock clock = application.context().getBean(MutableClock.class);
        String token = old.jwt("carol");
        clock.set(UNTIL.minusSeconds(1));
        assertThat(call(token).body()).endsWith("old-idp:carol");
        clock.set(UNTIL.plusSeconds(1));

        Answer over = call(token);
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.header("WWW-Authenticate")).contains("identity provider of the access token is no longer");
        assertThat(call(fresh.jwt("carol")).body()).endsWith("new-idp:carol");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "GARBAGE"})
    @Scenario({"V6", "V8"})
    void withoutKeysNobodyKnowsWhetherATokenIsValid(Fault fault) {
        old.suffers(fault);

        assertThat(call(old.jwt("alice")).status()).isEqualTo(503);
        assertThat(call(fresh.jwt("alice")).status()).isEqualTo(200);
        fresh.suffers(fault);
        assertThat(call(fresh.jwt("bob")).status())
                .as("keys are kept while their issuer is down")
                .isEqualTo(200);
        assertThat(seen()).containsExactly(List.of("alice"), List.of("bob"));
    }
}
