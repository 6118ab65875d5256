package dev.dualclient.benchmarks.way;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;

/** An {@link AuthleteApi}: the vendor's own client, or Dual Client's. */
final class OfApi implements Way {

    private final AuthleteApi api;
    private final Request request;

    /** Returns a way of asking; refreshes are those of lines that begin with a code. */
    static Way of(AuthleteApi api, Request request) {
        Way way = new OfApi(api, request);
        return request == Request.REFRESH ? new Lines(new OfApi(api, Request.CODE), way) : way;
    }

    private OfApi(AuthleteApi api, Request request) {
        this.api = api;
        this.request = request;
    }

    @Override
    public boolean isAccepted(String credential) {
        return request.isAccepted(api, credential);
    }

    @Override
    public void close() {
        if (api instanceof DualAuthleteApi dual) {
            dual.close();
        }
    }
}
