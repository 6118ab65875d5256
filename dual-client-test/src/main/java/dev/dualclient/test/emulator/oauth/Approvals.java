package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Property;
import java.util.List;
import java.util.function.Supplier;

/** What an authorization server tells of an end user's decision. */
final class Approvals {

    private Approvals() {}

    /**
     * Reads an approval.
     *
     * @param asked what the client asked for besides scopes
     * @param badClaims the refusal of claims that are no JSON object
     */
    static Approval of(
            Document decision, String subject, List<String> scopes, Privileges asked, Supplier<Refusal> badClaims) {
        List<Document> details =
                AuthorizationDetails.ofApi(decision.document("authorizationDetails"), asked.authorizationDetails());
        return new Approval(
                subject,
                decision.text("sub"),
                decision.has("scopes") ? decision.texts("scopes") : scopes,
                decision.number("authTime"),
                decision.text("acr"),
                CollectedClaims.of(decision.text("claims"), badClaims),
                Privileges.of(asked.resources(), details),
                Property.of(decision));
    }
}
