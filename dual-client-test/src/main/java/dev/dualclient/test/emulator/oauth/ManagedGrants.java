package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.GrantRequest;
import dev.dualclient.test.emulator.state.Grants;
import dev.dualclient.test.emulator.state.Grants.Grant;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Grants that are created, replaced and enlarged by requests (Grant Management for OAuth 2.0 section 5). */
final class ManagedGrants {

    private static final ErrorObject INVALID_GRANT_ID = new ErrorObject("invalid_grant_id");
    private static final Set<String> ACTIONS = Set.of("CREATE", "REPLACE", "MERGE");

    private final Store store;

    ManagedGrants(Store store) {
        this.store = store;
    }

    /**
     * Reads what a request wants of a grant, {@code null} for nothing.
     *
     * @throws RequestError if it is malformed, or names a grant that is not the client's
     */
    @Nullable
    GrantRequest requested(Client client, Parameters parameters) {
        String action = parameters.get("grant_management_action");
        String id = parameters.get("grant_id");
        if (action == null) {
            if (store.service().is("grantManagementActionRequired")) {
                throw invalid("A901301", "The 'grant_management_action' request parameter is missing.");
            }
            if (id != null) {
                throw invalid("A901302", "The request contains 'grant_id' without 'grant_management_action'.");
            }
            return null;
        }
        // "update" is how drafts before the second implementer's draft called "merge"
        String name = action.equals("update") ? "MERGE" : action.toUpperCase(Locale.ROOT);
        if (!ACTIONS.contains(name)) {
            throw invalid("A901303", "The value of 'grant_management_action' is not supported.");
        }
        if (name.equals("CREATE") != (id == null)) {
            throw invalid("A901304", "'grant_id' is needed for 'replace' and 'merge', and not allowed for 'create'.");
        }
        Grant grant = id == null ? null : store.grants().at(id);
        if (id != null && (grant == null || grant.clientId() != client.clientId())) {
            throw new RequestError(INVALID_GRANT_ID, "A901305", "The client has no grant of that id.");
        }
        return new GrantRequest(name, id);
    }

    /** Tells the authorization server what is wanted of a grant. */
    Answer shown(Answer answer, @Nullable GrantRequest request) {
        if (request == null) {
            return answer;
        }
        answer.with("gmAction", request.action()).with("grantId", request.grantId());
        Grant grant = request.grantId() == null ? null : store.grants().at(request.grantId());
        return grant == null ? answer : answer.with("grant", json(grant)).with("grantSubject", grant.subject());
    }

    /** Returns a grant as the API and the grant management endpoint show it. */
    static Document json(Grant grant) {
        return Document.empty()
                .with("scopes", List.of(Document.empty().with("scope", String.join(" ", grant.scopes()))))
                .with("claims", List.of());
    }

    /**
     * Does to a grant what a request wanted, now that the end user has agreed, and returns the approval with the grant.
     *
     * @throws RequestError if the grant is of another end user, or is gone
     */
    Approval settle(@Nullable GrantRequest request, long clientId, Approval approval) {
        if (request == null) {
            return approval;
        }
        Grants grants = store.grants();
        Grant granted = new Grant(clientId, approval.subject(), approval.scopes());
        String id = request.grantId();
        if (id == null) {
            return approval.within(grants.create(granted), approval.sessionId());
        }
        Grant before = grants.at(id);
        if (before == null || !before.subject().equals(approval.subject())) {
            throw new RequestError(INVALID_GRANT_ID, "A901306", "The end user has no grant of that id.");
        }
        if (request.action().equals("REPLACE")) {
            store.tokens().removeIf(row -> id.equals(row.grantId()));
            grants.replace(id, granted);
        } else {
            grants.merge(id, granted);
        }
        return approval.within(id, approval.sessionId());
    }

    private static RequestError invalid(String code, String words) {
        return new RequestError(OAuth2Error.INVALID_REQUEST, code, words);
    }
}
