package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.dto.TokenListResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.probe.ProbeAnswer;
import dev.dualclient.migration.probe.ProbeAnswer.Behaviour;
import dev.dualclient.migration.probe.ProbeRefusedException;
import dev.dualclient.migration.probe.ProbeReport;
import dev.dualclient.migration.probe.ProbeRequest;
import dev.dualclient.migration.probe.TokenVerification;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.observation.EngineState;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Experiments with a test client at both backends, and the look at one token. */
class ProbeTest {

    private static final String SUBJECT = "nobody-of-this-name";

    private static ProbeRequest request(TestClient client, TestClient other) {
        return new ProbeRequest(Long.toString(client.id()), Long.toString(other.id()), SUBJECT, "a test says so");
    }

    private static Arguments variant(String name, Consumer<AuthleteEmulatorBuilder> settings, String... otherwise) {
        return Arguments.of(Named.of(name, settings), Set.of(otherwise));
    }

    static Stream<Arguments> variants() {
        return Stream.of(
                variant(
                        "refresh tokens not introspected",
                        AuthleteEmulatorBuilder::refreshTokensNotIntrospected,
                        "probe.refresh-token-introspection"),
                variant("strangers revoke", AuthleteEmulatorBuilder::strangersRevoke, "probe.stranger-revocation"),
                variant("other hashes", AuthleteEmulatorBuilder::otherListHashes, "probe.list-hash"),
                variant("confirmation hidden", AuthleteEmulatorBuilder::confirmationHidden, "probe.cnf"),
                variant("token status ignored", AuthleteEmulatorBuilder::tokenStatusIgnored, "probe.token-status"),
                variant("shifting lists", AuthleteEmulatorBuilder::shiftingLists, "probe.list-order"),
                variant("repeated rows", AuthleteEmulatorBuilder::repeatedRows, "probe.list-order"));
    }

    @Tag("apart")
    @ParameterizedTest
    @MethodSource("variants")
    @Scenario("G16")
    void eachAnswerIsTheTrueBehaviourOfTheServer(Consumer<AuthleteEmulatorBuilder> settings, Set<String> otherwise) {
        probes(settings, Set.of(Side.PRIMARY, Side.SECONDARY), otherwise);
    }

    @Test
    @Scenario({"G16", "G13"})
    void aDryRunThatIsIgnoredIsFoundOutAndAllElseIsAsAssumed() {
        probes(AuthleteEmulatorBuilder::dryRunIgnored, Set.of(Side.PRIMARY), Set.of("probe.dry-run"));
    }

    private static void probes(Consumer<AuthleteEmulatorBuilder> settings, Set<Side> where, Set<String> otherwise) {
        try (Emulators emulators = Emulators.start(settings);
                Twins twins = new Twins(emulators)) {
            List<TestClient> clients = twins.clients(2);
            DualAuthleteApi api = twins.node();
            EngineState before = api.dualClient().state();
            ProbeReport report = api.dualClient().probe().run(request(clients.get(0), clients.get(1)));

            Set<String> told = report.answers().stream()
                    .filter(answer -> answer.behaviour() != Behaviour.AS_ASSUMED)
                    .map(answer -> answer.id() + " " + answer.side() + " " + answer.behaviour())
                    .collect(Collectors.toSet());
            assertThat(told)
                    .isEqualTo(otherwise.stream()
                            .flatMap(id -> where.stream().map(side -> id + " " + side + " OTHERWISE"))
                            .collect(Collectors.toSet()));
            assertThat(report.answers()).hasSize(25); // thirteen questions, one of them to 3.0 alone
            assertThat(report.tidy()).isTrue();
            assertThat(listed(emulators)).containsOnly(0);
            assertThat(api.dualClient().state().custody()).isEqualTo(before.custody());
            assertThat(api.dualClient().probe().answers()).isEqualTo(report.answers());
            assertThat(Rendering.json(report)).doesNotContain(clients.get(0).secret());
        }
    }

    private static List<Integer> listed(Emulators emulators) {
        return Stream.of(emulators.primaryApi(), emulators.secondaryApi())
                .map(backend -> backend.getTokenList().getTotalCount())
                .toList();
    }

    @Test
    void anAnswerAboutAnotherVersionIsStale() {
        ProbeAnswer answer =
                new ProbeAnswer("probe.cnf", Side.PRIMARY, Behaviour.AS_ASSUMED, "seen", "3.0.16", Instant.EPOCH);
        assertThat(answer.isStale("3.0.17")).isTrue();
        assertThat(answer.isStale("3.0.16")).isFalse();
        assertThat(answer.isStale(null)).isFalse();
    }

    @Tag("apart")
    @Test
    @Scenario("G17")
    void whatAnInterruptedProbeLeavesExpiresWithinFiveMinutes() {
        try (Emulators emulators = Emulators.start();
                Twins twins = new Twins(emulators)) {
            List<TestClient> clients = twins.clients(2);
            emulators.primary().faults().on("auth-token-revoke").drop();
            emulators.secondary().faults().on("auth-token-revoke").drop();
            ProbeReport report = twins.node().dualClient().probe().run(request(clients.get(0), clients.get(1)));
            assertThat(report.tidy()).isFalse();
            TokenListResponse left = emulators.secondaryApi().getTokenList();
            assertThat(left.getTotalCount()).isPositive();
            long end = System.currentTimeMillis() + Duration.ofMinutes(5).toMillis();
            assertThat(left.getAccessTokens()).allSatisfy(row -> {
                assertThat(row.getAccessTokenExpiresAt()).isLessThan(end);
                assertThat(row.getRefreshTokenExpiresAt()).isLessThan(end);
            });
        }
    }

    @Test
    void aClientInUseAndBadRequestsAreRefused() {
        try (Emulators emulators = Emulators.start();
                Twins twins = new Twins(emulators)) {
            List<TestClient> clients = twins.clients(3);
            DualAuthleteApi api = twins.node();
            DualAuthleteApi other = twins.node();
            new OAuth(other).login(clients.get(0));
            Map<String, Integer> before = twins.changes();
            for (DualAuthleteApi node : List.of(api, other)) {
                assertThatThrownBy(() -> node.dualClient().probe().run(request(clients.get(0), clients.get(1))))
                        .isInstanceOf(ProbeRefusedException.class)
                        .hasMessageContaining("within the last hour");
            }
            TestClient missing = emulators.client().atSecondary();
            assertThatThrownBy(() -> api.dualClient().probe().run(request(missing, clients.get(1))))
                    .hasMessageContaining("does not show the client");
            ProbeRequest john = new ProbeRequest(Long.toString(clients.get(0).id()), null, "john", "a test says so");
            assertThatThrownBy(() -> api.dualClient().probe().run(john))
                    .hasMessageContaining("a user that does not exist");
            api.dualClient().stages().change(policy -> policy.withMaintenance(true), "a test says so");
            assertThatThrownBy(() -> api.dualClient().probe().run(request(clients.get(1), clients.get(2))))
                    .hasMessageContaining("maintenance");
            assertThat(twins.changes().get("auth-token-create")).isEqualTo(before.get("auth-token-create"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ProbeRequest("1", "1", SUBJECT, "why"))
                    .withMessageContaining("otherClient");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ProbeRequest("1", null, SUBJECT, ""))
                    .withMessageContaining("reason");
        }
    }

    @Test
    @Scenario({"G15", "G13"})
    void aFieldThatDiffersIsNamedAndNothingChanges() {
        try (Emulators emulators = Emulators.start();
                Twins twins = new Twins(emulators)) {
            TestClient client = twins.clients(1).get(0);
            DualAuthleteApi api = twins.node();
            Tokens tokens = new Replay(emulators, client).migrated();
            assertThat(api.dualClient()
                            .verify(tokens.access(), CredentialKind.ACCESS_TOKEN)
                            .differing())
                    .isEmpty();
            emulators
                    .primaryApi()
                    .tokenUpdate(new TokenUpdateRequest()
                            .setAccessToken(tokens.access())
                            .setScopes(new String[] {"email"}));
            EngineState before = api.dualClient().state();
            TokenVerification verification = api.dualClient().verify(tokens.access(), CredentialKind.ACCESS_TOKEN);

            assertThat(verification.backends())
                    .containsEntry(Side.PRIMARY, TokenVerification.Standing.ACTIVE)
                    .containsEntry(Side.SECONDARY, TokenVerification.Standing.ACTIVE);
            assertThat(verification.differing())
                    .anySatisfy(field -> assertThat(field).startsWith("scope"));
            assertThat(Rendering.json(verification)).doesNotContain(tokens.access(), "email", "john");
            assertThat(api.dualClient().state().custody()).isEqualTo(before.custody());
            assertThat(api.dualClient()
                            .verify(tokens.refresh(), CredentialKind.REFRESH_TOKEN)
                            .backends())
                    .containsValue(TokenVerification.Standing.ACTIVE);
        }
    }

    /** Authlete removes an expired access token at its first introspection of its own kind. */
    @Test
    @Scenario("G15")
    void anExpiredTokenIsNotRemovedByBeingVerified() {
        try (Emulators emulators = Emulators.start(AuthleteEmulatorBuilder::expiredTokensRemoved);
                Twins twins = new Twins(emulators)) {
            TestClient client = twins.clients(1).get(0);
            DualAuthleteApi api = twins.node();
            Tokens tokens = new Replay(emulators, client).migrated();
            emulators.advance(Duration.ofHours(2));
            assertThat(api.dualClient()
                            .verify(tokens.access(), CredentialKind.ACCESS_TOKEN)
                            .backends())
                    .containsOnlyKeys(Side.PRIMARY, Side.SECONDARY)
                    .containsValue(TokenVerification.Standing.INACTIVE);
            assertThat(emulators.primary().counters().processed("auth-introspection"))
                    .isZero();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> api.dualClient().verify("x", CredentialKind.TICKET))
                    .withMessageContaining("access-token or refresh-token");
        }
    }
}
