package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.CredentialKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose credentials are whose. */
class ClientAliasesTest {

    private static final Credential CODE = new Credential(CredentialKind.AUTHORIZATION_CODE, "c");
    private static final Credential TOKEN = new Credential(CredentialKind.ACCESS_TOKEN, "a");
    private static final Parties SHOP = new Parties(List.of("1", "shop"), "john", null);

    private final ManualTime time = new ManualTime();
    private final ClientAliases owners = Custody.inMemory(
                    "service", CustodySettings.defaults(), OutboxSettings.defaults(), time)
            .owners();

    @Test
    void aCredentialAndEachNameTellAllNamesOfTheirClient() {
        owners.learn(List.of(CODE, TOKEN), SHOP);

        assertThat(owners.of(CODE)).containsExactly("1", "shop");
        assertThat(owners.of(TOKEN)).containsExactly("1", "shop");
        assertThat(owners.of(new Party(Party.Kind.CLIENT, "shop"))).containsExactly("1", "shop");
        assertThat(owners.of(new Party(Party.Kind.CLIENT, "1"))).containsExactly("1", "shop");
    }

    @Test
    void whatNobodyHasShownIsNotKnown() {
        owners.learn(List.of(CODE), Parties.NONE);

        assertThat(owners.of(CODE)).isEmpty();
        assertThat(owners.of(new Party(Party.Kind.CLIENT, "1"))).isEmpty();
    }

    @Test
    void whatNobodyAsksForIsForgotten() {
        owners.learn(List.of(CODE), SHOP);
        time.advance(CustodySettings.defaults().migratorLag().plus(Duration.ofSeconds(1)));

        assertThat(owners.of(CODE)).isEmpty();
    }
}
