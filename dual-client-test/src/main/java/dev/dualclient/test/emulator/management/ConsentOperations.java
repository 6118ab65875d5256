package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Consents;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;

/** What end users allowed to clients: the clients that hold tokens of a user, and the scopes granted to them. */
final class ConsentOperations {

    private final Store store;

    ConsentOperations(Store store) {
        this.store = store;
    }

    Answer list(Call call) {
        String subject = subject(call, "A136206");
        Page page = Page.of(call, "A136");
        List<Client> all = store.tokens().all().stream()
                .filter(row -> subject.equals(row.subject()))
                .map(TokenRow::clientId)
                .distinct()
                .map(store.clients()::at)
                .filter(Objects::nonNull)
                .toList();
        ArrayNode clients = Document.MAPPER.createArrayNode();
        page.of(all).forEach(client -> clients.add(ClientMetadata.limited(client)));
        return page.describe(Answer.ok(), all.size())
                .with("subject", subject)
                .with("developer", call.value("developer"))
                .with("clients", clients);
    }

    Answer delete(Call call) {
        Client client = client(call);
        String subject = subject(call, "A137202");
        int count = store.tokens().removeIf(row -> row.belongsTo(client.clientId(), subject));
        return Answer.result(
                "A137001",
                "Deleted " + count + " access token(s) issued to the client (ID = " + client.clientId() + ").");
    }

    Answer update(Call call) {
        Client client = client(call);
        String subject = subject(call, "A138201");
        List<TokenRow> rows = new ArrayList<>(store.tokens().all());
        rows.removeIf(row -> !row.belongsTo(client.clientId(), subject));
        for (TokenRow row : rows) {
            if (call.body().has("scopes")) {
                List<String> scopes = call.body().texts("scopes");
                store.tokens()
                        .put(row.change()
                                .scopes(scopes)
                                .refreshTokenScopes(scopes)
                                .build());
            }
        }
        return Answer.result(
                "A138001",
                "Updated " + rows.size() + " access token(s) issued to the client (ID = " + client.clientId() + ").");
    }

    Answer grantedScopes(Call call) {
        Client client = client(call);
        String subject = subject(call, "A139202");
        Consents.Consent consent = store.consents().find(client.clientId(), subject);
        Answer answer = consent == null
                ? Answer.result("A139001", "There is no information about scopes granted.")
                : Answer.result("A139002", "Successfully obtained the information about scopes granted.")
                        .with("latestGrantedScopes", consent.latest())
                        .with("mergedGrantedScopes", consent.merged())
                        .with("modifiedAt", consent.modifiedAt());
        return answer.with("serviceApiKey", store.service().apiKey())
                .with("clientId", client.clientId())
                .with("subject", subject);
    }

    Answer deleteGrantedScopes(Call call) {
        Client client = client(call);
        String subject = subject(call, "A140202");
        return store.consents().withdraw(client.clientId(), subject) == null
                ? Answer.result("A140001", "There was no information about scopes granted.")
                : Answer.result("A140002", "Successfully deleted the information about scopes granted.");
    }

    private Client client(Call call) {
        return NamedClient.of(store, call.pathVariable("clientId"));
    }

    /** Returns the subject, which stands in the path, in the query or in the body. */
    private static String subject(Call call, String missing) {
        String subject = call.path().getOrDefault("subject", call.value("subject"));
        if (subject == null) {
            throw Refusal.ofCall(400, missing, "The request parameter 'subject' must be specified.");
        }
        return subject;
    }
}
