package dev.dualclient.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.migrator.TokenMigrator;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a test gets. */
@DualClientTest
class DualClientExtensionTest {

    private Emulators before;

    @BeforeEach
    void setUp(Emulators emulators) {
        before = emulators;
    }

    @Test
    void allPartsOfOneTestBelongTogether(Emulators emulators, TokenMigrator migrator, DualAuthleteApi api) {
        assertThat(emulators).isSameAs(before);
        assertThat(migrator).isSameAs(emulators.migrator());
        api.introspection(new IntrospectionRequest().setToken("no-such-token"));
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @RepeatedTest(2)
    void everyTestBeginsAnew(Emulators emulators) {
        assertThat(emulators.primaryApi().getClientList().getTotalCount()).isZero();
        emulators.client().atPrimary();
    }

    @Test
    void callsAreCountedFromTheMarkByOperation(Emulators emulators, DualAuthleteApi api) {
        TestClient client = emulators.client().atSecondary();
        String token = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
        emulators.mark();
        assertThat(api.introspection(new IntrospectionRequest().setToken(token)).isUsable())
                .isTrue();
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(emulators.calls().secondary()).isEqualTo(Map.of("auth-introspection", 1));
        assertThat(emulators.calls().of("auth-token")).hasToString("0/0");
        assertThat(emulators.calls().without("auth-introspection")).hasToString("0/0");
    }

    @Test
    void clientsAreWhereTheyWereRegistered(Emulators emulators) {
        TestClient first = emulators.client().atPrimary();
        TestClient second = emulators.client().atSecondary();
        TestClient both = emulators.client().atBoth();
        assertThat(emulators.primaryApi().getClientList().getClients())
                .extracting(client -> client.getClientId())
                .containsExactlyInAnyOrder(first.id(), both.id());
        assertThat(emulators.secondaryApi().getClientList().getClients())
                .extracting(client -> client.getClientId())
                .containsExactlyInAnyOrder(second.id(), both.id());
        assertThat(both.secret()).isNotBlank();
        assertThat(both).hasToString("client " + both.id());
        assertThat(emulators.client().publicClient().atPrimary().secret()).isNull();
    }
}
