package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.AuthorizationDetails;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.TokenRow;
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
                Privileges.of(asked.resources(), details).withUserInfoClaims(asked.userInfoClaims()),
                Property.of(decision));
    }

    /** Returns what an end user agreed to without more. */
    static Approval none(String subject, List<String> scopes) {
        return new Approval(subject, null, scopes, 0, null, Document.empty(), Privileges.NONE, List.of());
    }

    /**
     * Returns the approval that tokens came from, with the values of claims that a call brings.
     *
     * @param badClaims the refusal of claims that are no JSON object
     */
    static Approval again(TokenRow row, Document call, Supplier<Refusal> badClaims) {
        return new Approval(
                        String.valueOf(row.subject()),
                        call.text("sub"),
                        row.scopes(),
                        row.authTime(),
                        row.acr(),
                        CollectedClaims.of(call.text("claims"), badClaims),
                        row.privileges(),
                        row.properties())
                .within(row.grantId(), row.sessionId());
    }
}
