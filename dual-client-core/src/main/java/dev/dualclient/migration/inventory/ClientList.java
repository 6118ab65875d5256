package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clients of a backend page by page. Clients come and go meanwhile: the list counts as complete if it has shown as
 * many as it says that there are, and none has left while it was read. Else it is read again, three times at most.
 */
final class ClientList {

    private static final Operation LIST = Catalogue.operation("client-get-list");
    private static final int READINGS = 3;

    private final Conversation backend;
    private final int page;
    private final int most;

    /**
     * Creates a reader.
     *
     * @param page how many clients are asked for at a time
     * @param most how many clients there may be
     */
    ClientList(Conversation backend, int page, int most) {
        this.backend = backend;
        this.page = page;
        this.most = most;
    }

    /** Reads the list, and hands on every client, some more than once if it is read again. */
    ListView read(@Nullable Integer counted, Consumer<HeldClient> found) {
        ListView view = once(counted, found);
        for (int again = 1; again < READINGS && !view.complete() && view.problem() == null; again++) {
            view = once(counted, found);
        }
        return view.complete() || view.problem() != null
                ? view
                : new ListView(
                        view.seen(),
                        view.before(),
                        view.after(),
                        false,
                        counted,
                        "clients came and went while the list was read " + READINGS + " times");
    }

    private ListView once(@Nullable Integer counted, Consumer<HeldClient> found) {
        Set<String> seen = new HashSet<>();
        int before = -1;
        int total = 0;
        boolean shrunk = false;
        for (int start = 0; start == 0 || start < total; start += page) {
            Attempt attempt = backend.ask(ApiCall.of(LIST)
                    .query("start", Integer.toString(start))
                    .query("end", Integer.toString(start + page))
                    .build());
            ApiResponse answer = attempt.answer();
            JsonNode list = answer == null || attempt.outcome() != Outcome.ACCEPTED ? null : answer.json();
            if (list == null || list.path("totalCount").asInt(-1) < 0) {
                return new ListView(seen.size(), Math.max(before, 0), total, false, counted, attempt.description());
            }
            int now = list.path("totalCount").asInt(0);
            if (now > most) {
                return new ListView(
                        seen.size(),
                        now,
                        now,
                        false,
                        counted,
                        "there are " + now + " clients, and dual-client.inventory.max-clients is " + most);
            }
            shrunk |= before >= 0 && now < total;
            before = before < 0 ? now : before;
            total = now;
            for (JsonNode client : list.path("clients")) {
                HeldClient held = HeldClient.of(client);
                seen.add(held.id());
                found.accept(held);
            }
        }
        return new ListView(seen.size(), before, total, !shrunk && seen.size() == total, counted, null);
    }
}
