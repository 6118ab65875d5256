package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Pair;
import com.authlete.common.dto.Scope;
import com.authlete.common.dto.Service;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.inventory.InventorySettings;
import dev.dualclient.migration.inventory.Repair;
import dev.dualclient.migration.inventory.RepairRequest;
import dev.dualclient.migration.preflight.PreflightReport;
import dev.dualclient.migration.preflight.PreflightSettings;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.migration.report.Result;
import dev.dualclient.observation.EngineState;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the preflight finds: everything right at first, and then one thing after the other wrong. */
@DualClientTest
class PreflightTest extends TwinScene {

    private PreflightReport run() {
        return run(builder -> {});
    }

    private PreflightReport run(Consumer<DualAuthleteApiBuilder> settings) {
        return twins.node(settings).dualClient().preflight().run();
    }

    private static Result of(PreflightReport report, String id) {
        return check(report, id).result();
    }

    private static CheckResult check(PreflightReport report, String id) {
        CheckResult check = report.check(id);
        assertThat(check).as("the check " + id + " of " + report).isNotNull();
        return check;
    }

    /** Everything but what a test is about is as it should be. */
    private static void onlyDiffers(PreflightReport report, Set<String> ids) {
        assertThat(report.checks())
                .filteredOn(check -> !ids.contains(check.id()))
                .allSatisfy(
                        check -> assertThat(check.result()).as(check.toString()).isEqualTo(Result.OK));
    }

    @Test
    @Scenario({"G1", "G13"})
    void twoServicesThatAreAlikeAreInOrderAndNothingIsChanged() {
        try (Twins durable = new Twins(emulators, Stores.H2)) {
            durable.clients(3);
            Map<String, Integer> before = durable.changes();
            PreflightReport report = durable.node().dualClient().preflight().run();

            onlyDiffers(report, Set.of());
            assertThat(report.result()).isEqualTo(Result.OK);
            assertThat(report.result().exitStatus()).isZero();
            assertThat(durable.changes()).isEqualTo(before);
            hasNoSecret(report);
        }
    }

    /** Of a report as people and programs get it. */
    private void hasNoSecret(PreflightReport report) {
        EmulatedCredentials credentials = emulators.secondary().credentials();
        String secret = emulators.secondaryApi().getServiceJwks(false, true);
        for (String text : List.of(report.toString(), Rendering.json(report), Rendering.text(report.checks()))) {
            assertThat(text)
                    .doesNotContain(
                            credentials.apiSecret(), credentials.ownerApiSecret(), credentials.accessToken(), "\"d\"")
                    .doesNotContain(secret.substring(30, 60));
        }
    }

    @Test
    @Scenario("G2")
    void swappedBaseUrlsAreToldSo() {
        EmulatedCredentials credentials = emulators.primary().credentials();
        try (DualAuthleteApi api = DualAuthleteApi.builder()
                .primary(primary -> primary.baseUrl(
                                emulators.secondary().baseUrl().toString())
                        .serviceId(credentials.serviceId())
                        .accessToken(credentials.accessToken()))
                .secondary(secondary -> secondary
                        .baseUrl(emulators.primary().baseUrl().toString())
                        .apiKey(credentials.apiKey())
                        .apiSecret(credentials.apiSecret()))
                .background(false)
                .build()) {
            PreflightReport report = api.dualClient().preflight().run();
            for (String id : List.of("version.primary", "version.secondary")) {
                assertThat(of(report, id)).isEqualTo(Result.FAIL);
                assertThat(check(report, id).advice()).contains("the base URLs are swapped");
            }
            assertThat(report.result().exitStatus()).isEqualTo(1);
        }
    }

    @Test
    @Scenario({"G3", "G13"})
    void aWrongAccessTokenFailsAndWhatNeedsItIsUnknown() {
        PreflightReport report = run(api -> api.primary(primary -> primary.accessToken("no-such-access-token")));

        assertThat(of(report, "credentials.primary")).isEqualTo(Result.FAIL);
        assertThat(check(report, "credentials.primary").advice()).contains("dual-client.primary.access-token");
        for (String id : List.of(
                "credentials.view", "service.issuer", "keys.parity", "keys.signing", "settings", "clients", "lists")) {
            assertThat(of(report, id)).as(id).isEqualTo(Result.UNKNOWN);
        }
        assertThat(of(report, "credentials.secondary")).isEqualTo(Result.OK);
        assertThat(of(report, "version.primary")).isEqualTo(Result.OK);
        assertThat(Rendering.json(report)).doesNotContain("no-such-access-token");
    }

    @Test
    @Scenario("G4")
    void withoutTheOwnersCredentialsSettingsAreComparedByDiscovery() {
        PreflightReport report = run(
                api -> api.secondary(secondary -> secondary.ownerApiKey(null).ownerApiSecret(null)));

        assertThat(of(report, "credentials.owner")).isEqualTo(Result.WARN);
        assertThat(of(report, "settings")).isEqualTo(Result.WARN);
        assertThat(check(report, "settings").evidence()).contains("compared by discovery");
    }

    @Test
    @Scenario("G5")
    void aTokenThatSeesSomeClientsIsNeverTakenForMissingOnes() {
        try (Emulators partial = Emulators.start(emulator -> emulator.clientsInView(2));
                Twins some = new Twins(partial)) {
            some.clients(5);
            PreflightReport report = some.node().dualClient().preflight().run();

            assertThat(of(report, "credentials.view")).isEqualTo(Result.WARN);
            assertThat(check(report, "credentials.view").evidence()).contains("2 of 5");
            assertThat(of(report, "clients")).isEqualTo(Result.UNKNOWN);
            assertThat(check(report, "clients").evidence()).doesNotContain("not at 3.0");
        }
    }

    @Test
    @Scenario("G6")
    void issuersThatDifferInASlashFail() {
        twins.change(emulators.primaryApi(), service -> service.setIssuer(URI.create(service.getIssuer() + "/")));
        PreflightReport report = run();

        assertThat(of(report, "service.issuer")).isEqualTo(Result.FAIL);
        assertThat(of(report, "settings")).isEqualTo(Result.FAIL);
    }

    @Test
    @Scenario("G7")
    void aMissingKeyWarnsAndAnotherKeyByTheSameIdFails() throws JOSEException {
        String other = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("later").generate()).toString(false);
        twins.change(emulators.secondaryApi(), service -> service.setJwks(other));
        PreflightReport missing = run();
        assertThat(of(missing, "keys.parity")).isEqualTo(Result.WARN);
        assertThat(check(missing, "keys.parity").evidence()).contains("later");

        String same = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("later").generate()).toString(false);
        twins.change(emulators.primaryApi(), service -> service.setJwks(same));
        PreflightReport conflicting = run();
        assertThat(of(conflicting, "keys.parity")).isEqualTo(Result.FAIL);
        assertThat(check(conflicting, "keys.parity").evidence()).contains("later");
    }

    @ParameterizedTest
    @CsvSource({"true, hang", "false, refuse"})
    @Scenario("G8")
    void aBackendThatIsDownLeavesTheReportCompleteInTime(boolean secondary, String how) {
        AuthleteEmulator down = secondary ? emulators.secondary() : emulators.primary();
        Fault fault = how.equals("hang")
                ? down.faults().onAll().hang()
                : down.faults().refuseConnections();
        PreflightReport report = run(api -> api.preflight(preflight -> preflight.withTimeout(Duration.ofSeconds(1))));

        String name = secondary ? "secondary" : "primary";
        assertThat(report.took()).isLessThan(Duration.ofSeconds(20));
        assertThat(report.checks()).hasSize(21);
        assertThat(of(report, "credentials." + name)).isEqualTo(Result.UNKNOWN);
        assertThat(of(report, "version." + name)).isEqualTo(Result.UNKNOWN);
        assertThat(of(report, "credentials." + (secondary ? "primary" : "secondary")))
                .isEqualTo(Result.OK);
        assertThat(report.result().exitStatus()).isEqualTo(2);
        fault.release();
    }

    @ParameterizedTest
    @CsvSource({"90, FAIL", "20, WARN", "0, OK"})
    @Scenario("G9")
    void clocksThatAreApartAreTold(long seconds, Result expected) {
        emulators.secondary().advance(Duration.ofSeconds(seconds));
        PreflightReport report = run();

        assertThat(of(report, "clock")).isEqualTo(expected);
        if (expected == Result.FAIL) {
            assertThat(check(report, "clock").evidence()).matches(".*3.0 is on time, and 2.3 is (8[5-9]|90) s ahead");
        }
    }

    @Test
    @Scenario("G10")
    void aRetentionThatIsShorterThanRefreshTokensSaysWhatToWrite() {
        long year = Duration.ofDays(365).toSeconds();
        twins.change(emulators.primaryApi(), service -> service.setRefreshTokenDuration(year));
        twins.change(emulators.secondaryApi(), service -> service.setRefreshTokenDuration(year));
        twins.clients(1);
        PreflightReport report = run(api -> api.custody(
                custody -> custody.withRetention(Duration.ofDays(90)).withMigratorLag(Duration.ofDays(10))));

        assertThat(of(report, "retention")).isEqualTo(Result.WARN);
        assertThat(check(report, "retention").advice()).contains("375d");
        onlyDiffers(report, Set.of("retention", "store"));
    }

    @Test
    @Scenario("G10")
    void theLongestRefreshTokenIsFoundInScopesAndClientsToo() {
        Consumer<Service> hundredDays = service -> service.setSupportedScopes(new Scope[] {
            new Scope().setName("openid"),
            new Scope()
                    .setName("long")
                    .setAttributes(new Pair[] {new Pair("refresh_token.duration", Long.toString(8_640_000))})
        });
        twins.change(emulators.primaryApi(), hundredDays);
        twins.change(emulators.secondaryApi(), hundredDays);
        twins.clients(1);
        PreflightReport report = run();

        assertThat(of(report, "retention")).isEqualTo(Result.WARN);
        assertThat(check(report, "retention").advice()).contains("101d");
        assertThat(of(report, "settings")).isEqualTo(Result.FAIL); // 2.3 takes the shortest, 3.0 the scope's
        assertThat(check(report, "settings").evidence()).contains("another rule");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("G12")
    void aRunChangesNothingInAnyStage(Stage stage) {
        twins.clients(1);
        DualAuthleteApi api = twins.node(
                builder -> builder.stages(policy -> policy.withStage(stage).withMaintenance(stage == Stage.SHADOW)));
        emulators.secondary().faults().refuseConnections();
        EngineState before = api.dualClient().state();
        int rows = api.dualClient().outbox().rows().size();
        api.dualClient().preflight().run();

        EngineState after = api.dualClient().state();
        assertThat(after.custody()).isEqualTo(before.custody());
        assertThat(after.stages()).isEqualTo(before.stages());
        assertThat(api.dualClient().outbox().rows()).hasSize(rows);
        for (Side side : Side.values()) {
            assertThat(after.backends().get(side).guard().circuit())
                    .isEqualTo(before.backends().get(side).guard().circuit());
        }
    }

    @Test
    @Scenario("G14")
    void ofTwoRunsAtOnceOneRunsAndTheOtherGetsItsReport() {
        DualAuthleteApi api = twins.node();
        Fault held = emulators.primary().faults().on("client-get-list").hang();
        CompletableFuture<PreflightReport> first =
                CompletableFuture.supplyAsync(() -> api.dualClient().preflight().run());
        await().until(() -> held.hits() > 0);
        CompletableFuture<PreflightReport> second =
                CompletableFuture.supplyAsync(() -> api.dualClient().preflight().run());
        held.release();

        assertThat(second.join()).isSameAs(first.join());
        assertThat(api.dualClient().preflight().run()).isSameAs(first.join());
        assertThat(emulators.primary().counters().processed("info")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY_FIRST, false, WARN",
        "DRAIN, false, FAIL",
        "PRIMARY_FIRST, true, FAIL",
        "SECONDARY_FIRST, false, OK"
    })
    @Scenario("G18")
    void aRandomSecretIsNamedAndBothRemediesHelp(Stage stage, boolean declared, Result expected) {
        TestClient client = emulators.client().atBothWithRandomSecret();
        String id = Long.toString(client.id());
        DualAuthleteApi api = twins.node(builder -> {
            builder.stages(policy -> policy.withStage(stage));
            if (declared) {
                builder.secretMigrated(id);
            }
        });
        PreflightReport report = api.dualClient().preflight().run();
        assertThat(of(report, "clients.secret")).isEqualTo(expected);
        if (expected != Result.OK) {
            assertThat(check(report, "clients.secret").evidence()).contains(id);
            assertThat(check(report, "clients.secret").advice()).contains("repair-secrets", "secondary-first");
        }
        PreflightReport excepted =
                run(builder -> builder.stages(policy -> policy.withStage(stage).withClient(id, Stage.SECONDARY_FIRST)));
        assertThat(of(excepted, "clients.secret")).isEqualTo(Result.OK);

        DualAuthleteApi repairing = twins.node();
        repairing
                .dualClient()
                .inventory()
                .apply(repairing.dualClient().inventory().plan(RepairRequest.of(Repair.REPAIR_SECRETS)), "a test");
        PreflightReport repaired = run(builder -> builder.stages(policy -> policy.withStage(stage)));
        assertThat(of(repaired, "clients.secret")).isEqualTo(Result.OK);
    }

    /** Ten pages of a hundred at each backend, at five calls a second. */
    @Tag("apart")
    @Test
    void aThousandClientsTakeLessThanTenSecondsAtTheDefaultRate() {
        for (int i = 0; i < 1000; i++) {
            emulators.client().atSecondary();
        }
        emulators.clientImport().all(Secrets.MIGRATED);
        PreflightReport report = run(api -> api.inventory(inventory -> InventorySettings.defaults()));
        assertThat(check(report, "clients").evidence()).contains("1000 clients");
        assertThat(report.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void oneThingAfterTheOtherThatIsWrongIsTold() {
        TestClient missing = emulators.client().atSecondary();
        PreflightReport absent = run();
        assertThat(of(absent, "clients")).isEqualTo(Result.WARN);
        assertThat(check(absent, "clients").evidence()).contains(Long.toString(missing.id()));
        assertThat(of(run(api -> api.stage(Stage.DRAIN)), "clients")).isEqualTo(Result.FAIL);

        AuthleteApi primary = emulators.primaryApi();
        twins.change(primary, service -> service.setRefreshTokenIdempotent(false));
        assertThat(of(run(), "refresh.idempotent")).isEqualTo(Result.WARN);
        twins.change(primary, service -> service.setRefreshTokenKept(true));
        assertThat(check(run(), "settings"))
                .satisfies(settings -> assertThat(settings.evidence()).contains("refreshTokenKept"))
                .extracting(CheckResult::result)
                .isEqualTo(Result.FAIL);
        for (Migrator declared : List.of(Migrator.UNDECLARED, Migrator.EXTERNAL)) {
            PreflightReport report = run(api -> api.preflight(preflight -> preflight.withMigrator(declared)));
            assertThat(of(report, "migrator")).as(declared.toString()).isEqualTo(Result.WARN);
        }
        assertThat(of(run(api -> api.preflight(preflight -> preflight.withMigrator(Migrator.NONE))), "migrator"))
                .isEqualTo(Result.OK);
        emulators.secondary().faults().on("auth-token-get-list").answer(403, Map.of(), "{\"resultCode\":\"A159201\"}");
        assertThat(of(run(), "lists")).isEqualTo(Result.WARN);
        emulators
                .primary()
                .faults()
                .on("client-get-list")
                .times(1)
                .answer(429, Map.of("Retry-After", "1"), "{\"resultCode\":\"A999\"}");
        assertThat(of(run(), "rate")).isEqualTo(Result.WARN);
    }

    @Test
    void aStoreInMemoryWarnsAndNonsenseIsRefused() {
        try (DualAuthleteApi api = emulators
                .api()
                .background(false)
                .inventory(inventory -> inventory.withCallsPerSecond(1000))
                .build()) {
            assertThat(of(api.dualClient().preflight().run(), "store")).isEqualTo(Result.WARN);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PreflightSettings.defaults().withTimeout(Duration.ZERO))
                .withMessageContaining("dual-client.preflight.timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "https://us.authlete.com, https://api.authlete.com, OK, 'hosted by the vendor in us'",
        "https://eu.authlete.com, https://us.authlete.com, WARN, another region",
        "https://us.authlete.com, https://authlete.example.com, WARN, another deployment model",
        "https://authlete.example.com, https://api.authlete.com, WARN, another deployment model",
        "https://a.example.com, https://b.example.com, OK, 'not at the vendor''s'"
    })
    void baseUrlsThatSuggestAnotherPlaceWarn(String primary, String secondary, Result expected, String words) {
        try (DualAuthleteApi api = emulators
                .api()
                .primary(backend -> backend.baseUrl(primary).proxy("http://127.0.0.1:1"))
                .secondary(backend -> backend.baseUrl(secondary).proxy("http://127.0.0.1:1"))
                .background(false)
                .build()) {
            CheckResult region = check(api.dualClient().preflight().run(), "region");
            assertThat(region.result()).isEqualTo(expected);
            assertThat(region.evidence()).contains(words);
        }
    }

    @Test
    void theVersionOfAnotherReleaseWarns() {
        assertThat(emulators.primary().version()).isEqualTo(AuthleteVersion.V3_0);
        emulators.primary().faults().on("info").answer(200, Map.of(), "{\"version\":\"3.1.0\"}");
        assertThat(of(run(), "version.primary")).isEqualTo(Result.WARN);
        emulators.primary().faults().on("info").answer(200, Map.of(), "{\"version\":\"4.0.1\"}");
        assertThat(of(run(), "version.primary")).isEqualTo(Result.FAIL);
    }
}
