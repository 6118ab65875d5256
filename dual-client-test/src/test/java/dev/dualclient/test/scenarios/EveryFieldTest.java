package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.gateway.Gateway;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every operation that Dual Client reads, written in every odd way: either nothing is sent to anybody, or
 * the field is understood as both backends understand it. A bystander's tokens outlive it all.
 */
@DualClientTest
class EveryFieldTest extends Scene {

    private static final int LARGEST_BODY = 4_000_000;

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.publicClient();
    }

    static Stream<Named<Operation>> operations() {
        return Catalogue.operations().stream()
                .filter(operation -> OddRequest.fields(operation).findAny().isPresent())
                .map(operation -> Named.of(operation.id(), operation));
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Scenario({"N1", "N2", "N3"})
    void anOddFieldIsRefusedOrHarmsNobody(Operation operation) {
        Tokens bystander = replay.migrated();
        DualAuthleteApi api = nodes.start();
        try (Gateway gateway = Gateway.over(api.dualClient(), settings -> settings.maxBodySize(LARGEST_BODY))) {
            OddRequest.fields(operation).forEach(field -> {
                for (Oddity oddity : Oddity.values()) {
                    OddRequest request = new OddRequest(operation, field, oddity, String.valueOf(client.id()));
                    if (request.isPossible()) {
                        inEngine(api, request);
                    }
                    if (request.isPossibleOverHttp()) {
                        overHttp(gateway, request);
                    }
                }
            });
        }
        assertThat(replay.atPrimary().isActive(bystander.access())).isTrue();
        assertThat(replay.atSecondary().isActive(bystander.access())).isTrue();
        replay.isActive(api, bystander);
        replay.refreshed(api, bystander);
    }

    private void inEngine(DualAuthleteApi api, OddRequest request) {
        emulators.mark();
        CallResult result = api.dualClient().execute(request.call());
        if (request.isMalformed()) {
            ApiResponse answer = result.answer();
            assertThat(answer).as("%s", request).isNotNull();
            refused(request, answer.status(), answer.text());
        } else if (request.namesUnknownRow()) {
            assertThat(result.explanation()).as("%s", request).contains("row not known");
            assertThat(sent()).as("%s", request).isEqualTo("0/0");
        } else {
            assertThat(sent()).as("%s is sent", request).isNotEqualTo("0/0");
        }
    }

    private void overHttp(Gateway gateway, OddRequest request) {
        emulators.mark();
        HttpResponse<String> answer = request.send(gateway.caller());
        if (request.namesUnknownRow()) {
            assertThat(answer.statusCode()).as("%s", request).isEqualTo(503);
            assertThat(sent()).as("%s", request).isEqualTo("0/0");
        } else if (!request.isMalformed()) {
            assertThat(sent()).as("%s is sent", request).isNotEqualTo("0/0");
        } else if (request.isRefusedByContainers()) {
            assertThat(answer.statusCode()).as("%s, by the container", request).isEqualTo(400);
            assertThat(sent()).as("%s", request).isEqualTo("0/0");
        } else {
            refused(request, answer.statusCode(), answer.body());
        }
    }

    private void refused(OddRequest request, int status, @Nullable String body) {
        assertThat(status)
                .as("%s", request)
                .isIn(request.field() instanceof Locator.PathVariable ? new Integer[] {400, 404} : new Integer[] {400});
        assertThat(body)
                .as("%s", request)
                .contains("\"resultCode\":\"A000201\"")
                .doesNotContain(OddRequest.SECRET);
        assertThat(sent()).as("%s", request).isEqualTo("0/0");
    }

    private String sent() {
        return emulators.calls().toString();
    }
}
