package dev.dualclient.test.histories.world;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.ObjectNode;
import java.util.function.Function;

/**
 * What is wrong with the small pages of a token list that scans read. What the truth asks, and the large pages that other
 * calls read, are as they should be.
 */
final class ListFaults {

    private static final int SMALL = 10;

    private final boolean missing;
    private final boolean repeated;
    private int pages;

    /**
     * Creates faults.
     *
     * @param missing whether every other page lacks its last row
     * @param repeated whether every page but the first begins with the last row of the page before
     */
    ListFaults(boolean missing, boolean repeated) {
        this.missing = missing;
        this.repeated = repeated;
    }

    /** Lets a backend answer, and changes the answer. */
    ApiResponse befall(ApiCall call, Function<ApiCall, ApiResponse> backend) {
        int start = number(call, "start");
        if (!call.operation().id().equals("auth-token-get-list") || number(call, "end") - start > SMALL) {
            return backend.apply(call);
        }
        pages++;
        ApiCall asked = repeated && start > 0 ? from(start - 1, call) : call;
        ApiResponse answer = backend.apply(asked);
        if (missing
                && pages % 2 == 0
                && answer.json() instanceof ObjectNode json
                && json.path("accessTokens") instanceof ArrayNode rows
                && !rows.isEmpty()) {
            ObjectNode fewer = json.deepCopy();
            fewer.set("accessTokens", new ArrayNode().addAll(rows.values().subList(0, rows.size() - 1)));
            return answer.withBody(JsonFormat.write(fewer));
        }
        return answer;
    }

    private static ApiCall from(int start, ApiCall call) {
        ApiCall.Builder changed = ApiCall.of(call.operation());
        call.query()
                .forEach(parameter -> changed.query(
                        parameter.name(),
                        parameter.name().equals("start") ? String.valueOf(start) : parameter.value()));
        return changed.build();
    }

    private static int number(ApiCall call, String name) {
        return call.query().stream()
                .filter(parameter -> parameter.name().equals(name))
                .mapToInt(parameter -> Integer.parseInt(parameter.value()))
                .findFirst()
                .orElse(0);
    }
}
