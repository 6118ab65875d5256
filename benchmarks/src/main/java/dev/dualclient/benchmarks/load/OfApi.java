package dev.dualclient.benchmarks.load;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.DualAuthleteApi;

/** An {@link AuthleteApi}: the vendor's own client, or Dual Client's. */
final class OfApi implements Way {

    private final AuthleteApi api;

    OfApi(AuthleteApi api) {
        this.api = api;
    }

    @Override
    public boolean isUsable(String token) {
        return api.introspection(new IntrospectionRequest().setToken(token)).isUsable();
    }

    @Override
    public void close() {
        if (api instanceof DualAuthleteApi dual) {
            dual.close();
        }
    }
}
