package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.TokenCreation.Prepared;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens created in batches: {@code auth-token-create-batch} and {@code auth-token-create-batch-status}. A batch is carried
 * out whole or not at all, and at once; its status tells how it ended. A dry run is checked alone.
 */
final class TokenBatches {

    private final Store store;
    private final TokenCreation creation;
    private final Map<String, Document> statuses = new HashMap<>();

    TokenBatches(Store store, TokenCreation creation) {
        this.store = store;
        this.creation = creation;
    }

    Answer create(Call call) {
        List<Document> requests = call.items();
        if (requests.isEmpty()) {
            throw Refusal.ofCall(400, "A930201", "The request body is not an array of token creation requests.");
        }
        String id = UUID.randomUUID().toString();
        Document status = Document.empty()
                .with("batchKind", "CREATE")
                .with("requestId", id)
                .with("createdAt", store.now())
                .with("modifiedAt", store.now());
        try {
            List<Prepared> prepared = prepare(requests);
            if (store.behaviour().has(Trait.DRY_RUN_IGNORED)
                    || !"true".equals(call.query().get("dryRun"))) {
                prepared.forEach(tokens -> store.issue(tokens.row()));
            }
            status = status.with("result", "SUCCEEDED").with("tokenCount", prepared.size());
        } catch (Refusal refusal) {
            status = status.with("result", "FAILED")
                    .with("tokenCount", 0)
                    .with("errorCode", refusal.answer().field("resultCode"))
                    .with("errorDescription", refusal.answer().field("resultMessage"));
        }
        statuses.put(id, status);
        return Answer.result("A930001", "The batch was accepted.").with("requestId", id);
    }

    private List<Prepared> prepare(List<Document> requests) {
        List<Prepared> prepared = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        for (Document request : requests) {
            Prepared tokens = creation.prepare(request);
            TokenRow row = tokens.row();
            if (!hashes.add(row.accessTokenHash())
                    || row.refreshTokenHash() != null && !hashes.add(row.refreshTokenHash())) {
                throw Refusal.ofCall(400, "A144201", "Two tokens of the batch have the same value.");
            }
            prepared.add(tokens);
        }
        return prepared;
    }

    Answer status(Call call) {
        Document status = statuses.get(call.pathVariable("requestId"));
        if (status == null) {
            throw Refusal.ofCall(
                    store.differences().unknownNameStatus(), "A931201", "There is no batch of that request id.");
        }
        return Answer.result("A931001", "The status of the batch was found.").with("status", status);
    }
}
