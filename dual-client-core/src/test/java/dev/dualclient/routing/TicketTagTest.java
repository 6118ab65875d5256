package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tickets carry their origin. */
class TicketTagTest {

    private static final String TICKET = "Ab_-9";

    @Test
    void aTaggedTicketIsItselfWithoutItsTag() {
        String tagged =
                Objects.requireNonNull(tagged("{\"ticket\":\"" + TICKET + "\"}").value("/ticket"));

        assertThat(TicketTag.isTagged(tagged)).isTrue();
        assertThat(TicketTag.isTagged(TICKET)).isFalse();
        assertThat(TicketTag.untagged(tagged)).isEqualTo(TICKET);
        assertThat(TicketTag.untagged(TICKET)).isEqualTo(TICKET);
    }

    @Test
    void everyOtherByteOfTheAnswerStaysAsItWas() {
        String body = "{ \"a\" : 1.50, \"ticket\" : \"Ab_-9\", \"note\":\"ticket=Ab_-9\",\"b\":\"\\u00e9\" }";

        assertThat(tagged(body).text()).isEqualTo(body.replace("\"Ab_-9\"", "\"~p.Ab_-9\""));
    }

    @Test
    void theTagIsTakenOffBeforeTheBackendSeesTheTicket() {
        CallFacts facts = CallFacts.of(ApiCall.of(Catalogue.operation("auth-authorization-issue"))
                .body("{\"ticket\":\"~p.Ab_-9\",\"subject\":\"john\"}")
                .build());

        assertThat(facts.tagged()).isTrue();
        assertThat(new String(Objects.requireNonNull(facts.call().body()), StandardCharsets.UTF_8))
                .isEqualTo("{\"ticket\":\"Ab_-9\",\"subject\":\"john\"}");
    }

    private static ApiResponse tagged(String body) {
        return TicketTag.tagged(new ApiResponse(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)), TICKET);
    }
}
