package dev.dualclient.test.scenarios;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationTicketInfoRequest;
import com.authlete.common.dto.AuthorizationTicketUpdateRequest;
import com.authlete.common.dto.CredentialBatchIssueRequest;
import com.authlete.common.dto.CredentialBatchParseRequest;
import com.authlete.common.dto.CredentialDeferredIssueRequest;
import com.authlete.common.dto.CredentialDeferredParseRequest;
import com.authlete.common.dto.CredentialIssuerJwksRequest;
import com.authlete.common.dto.CredentialIssuerMetadataRequest;
import com.authlete.common.dto.CredentialJwtIssuerMetadataRequest;
import com.authlete.common.dto.CredentialNonceRequest;
import com.authlete.common.dto.CredentialOfferCreateRequest;
import com.authlete.common.dto.CredentialOfferInfoRequest;
import com.authlete.common.dto.CredentialSingleIssueRequest;
import com.authlete.common.dto.CredentialSingleParseRequest;
import com.authlete.common.dto.CredentialSingleParseResponse;
import com.authlete.common.dto.NativeSsoLogoutRequest;
import com.authlete.common.dto.NativeSsoRequest;
import com.authlete.common.dto.TokenCreateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Basis;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Operations that Authlete 2.3 does not have. */
@ThroughBothFronts
class PrimaryOnlyOperationTest extends Scene {

    private static final String TOKEN = "an-access-token";

    private static final Map<String, Consumer<AuthleteApi>> BY_METHOD = Map.ofEntries(
            entry(
                    "auth-authorization-ticket-info",
                    api -> api.authorizationTicketInfo(new AuthorizationTicketInfoRequest().setTicket("a-ticket"))),
            entry(
                    "auth-authorization-ticket-update",
                    api -> api.authorizationTicketUpdate(new AuthorizationTicketUpdateRequest().setTicket("a-ticket"))),
            entry(
                    "auth-token-create-batch",
                    api -> api.tokenCreateBatch(new TokenCreateRequest[] {new TokenCreateRequest()}, false)),
            entry("auth-token-create-batch-status", api -> api.getTokenCreateBatchStatus("a-request")),
            entry("vci-metadata", api -> api.credentialIssuerMetadata(new CredentialIssuerMetadataRequest())),
            entry("vci-jwtissuer", api -> api.credentialJwtIssuerMetadata(new CredentialJwtIssuerMetadataRequest())),
            entry("vci-jwks", api -> api.credentialIssuerJwks(new CredentialIssuerJwksRequest())),
            entry("vci-nonce", api -> api.credentialNonce(new CredentialNonceRequest())),
            entry("vci-offer-create", api -> api.credentialOfferCreate(new CredentialOfferCreateRequest())),
            entry("vci-offer-info", api -> api.credentialOfferInfo(new CredentialOfferInfoRequest())),
            entry(
                    "vci-single-parse",
                    api -> api.credentialSingleParse(new CredentialSingleParseRequest().setAccessToken(TOKEN))),
            entry(
                    "vci-batch-parse",
                    api -> api.credentialBatchParse(new CredentialBatchParseRequest().setAccessToken(TOKEN))),
            entry(
                    "vci-deferred-parse",
                    api -> api.credentialDeferredParse(new CredentialDeferredParseRequest().setAccessToken(TOKEN))),
            entry(
                    "vci-single-issue",
                    api -> api.credentialSingleIssue(new CredentialSingleIssueRequest().setAccessToken(TOKEN))),
            entry(
                    "vci-batch-issue",
                    api -> api.credentialBatchIssue(new CredentialBatchIssueRequest().setAccessToken(TOKEN))),
            entry("vci-deferred-issue", api -> api.credentialDeferredIssue(new CredentialDeferredIssueRequest())),
            entry("nativesso", api -> api.nativeSso(new NativeSsoRequest().setAccessToken(TOKEN), null)),
            entry("nativesso-logout", api -> api.nativeSsoLogout(new NativeSsoLogoutRequest(), null)));

    /** Operations for which this version of the vendor's library has no method. */
    private static final Set<String> WITHOUT_METHOD = Set.of("backchannel-logout-token", "attestation-challenge");

    private static final Set<String> EVERY = Catalogue.operations().stream()
            .filter(operation -> !operation.existsAt(Side.SECONDARY))
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    @Scenario("A16")
    void theseAreAllOperationsThatThePrimaryAloneHas() {
        Set<String> here = new TreeSet<>(BY_METHOD.keySet());
        here.addAll(WITHOUT_METHOD);
        assertThat(here).isEqualTo(EVERY).hasSize(20);
    }

    @Test
    @Scenario("A16")
    void thePrimaryAloneAnswers(Emulators emulators, DualAuthleteApi facade) {
        DualAuthleteApi api = front.of(facade);
        BY_METHOD.forEach((id, call) -> {
            emulators.mark();
            try {
                call.accept(api);
            } catch (AuthleteApiException answered) {
                // The primary's own words about the call, such as that there is no batch of that id.
                assertThat(answered.getStatusCode()).as(id).isBetween(400, 404);
                assertThat(answered.getResponseBody()).as(id).contains("resultCode");
            }
            assertThat(emulators.calls().primary()).isEqualTo(Map.of(id, 1));
            assertThat(emulators.calls().secondary()).as(id).isEmpty();
        });
        for (String id : EVERY) {
            emulators.mark();
            CallResult result = execute(api, id);
            assertThat(result.answer()).as(id).isNotNull();
            assertThat(result.counted().side()).isEqualTo(Side.PRIMARY);
            assertThat(result.answer().text()).as(id).contains("resultCode").doesNotContain("A999201");
            assertThat(emulators.calls().primary()).isEqualTo(Map.of(id, 1));
            assertThat(emulators.calls().secondary()).as(id).isEmpty();
        }
    }

    @Test
    @Scenario("A17")
    void aTokenOfTheSecondaryGetsNoCredential(Emulators emulators) {
        List<CallEvent> events = new CopyOnWriteArrayList<>();
        try (DualAuthleteApi api = front.build(emulators.api().listener(events::add))) {
            TestClient client = registered().atBoth();
            String token = new OAuth(emulators.secondaryApi()).login(client).access();
            assertThat(new OAuth(api).isActive(token)).isTrue();
            emulators.mark();

            CredentialSingleParseResponse answer = api.credentialSingleParse(
                    new CredentialSingleParseRequest().setAccessToken(token).setRequestContent("{}"));

            assertThat(answer.getAction()).isEqualTo(CredentialSingleParseResponse.Action.UNAUTHORIZED);
            assertThat(emulators.calls()).hasToString("1/0");
            CallEvent event = events.get(events.size() - 1);
            assertThat(event.home()).isEqualTo(Side.SECONDARY);
            assertThat(event.answeredBy()).isEqualTo(Side.PRIMARY);
            assertThat(event.plan().basis()).isEqualTo(Basis.ONLY_IN_PRIMARY);
        }
    }

    @Test
    @Scenario("A16")
    void whileThePrimaryIsDownItIsUnavailable(Emulators emulators, DualAuthleteApi facade) {
        DualAuthleteApi api = front.of(facade);
        emulators.primary().faults().refuseConnections();
        emulators.mark();

        BY_METHOD.forEach((id, call) -> {
            AuthleteApiException unavailable = thrown(() -> call.accept(api));
            assertThat(unavailable.getStatusCode()).as(id).isEqualTo(503);
            assertThat(unavailable.getResponseHeaders()).as(id).containsKey("Retry-After");
            assertThat(front.explanation(unavailable)).contains(id, "primary UNAVAILABLE");
        });
        for (String id : EVERY) {
            CallResult result = execute(api, id);
            assertThat(result.answer()).as(id).isNull();
            assertThat(result.attempts()).hasSize(1);
        }
        assertThat(emulators.calls()).hasToString("0/0");
    }

    private static CallResult execute(DualAuthleteApi api, String id) {
        return api.dualClient()
                .execute(ApiCall.of(Catalogue.operation(id))
                        .path("requestId", "a-request")
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    private static AuthleteApiException thrown(Runnable call) {
        AuthleteApiException thrown = catchThrowableOfType(AuthleteApiException.class, call::run);
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
