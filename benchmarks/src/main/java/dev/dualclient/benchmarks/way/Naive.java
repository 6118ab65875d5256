package dev.dualclient.benchmarks.way;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;

/** What one would write first: the vendor's own client asks the primary, and the secondary after any "no" or failure. */
final class Naive implements Way {

    private final AuthleteApi primary;
    private final AuthleteApi secondary;

    Naive(AuthleteApi primary, AuthleteApi secondary) {
        this.primary = primary;
        this.secondary = secondary;
    }

    @Override
    public boolean isAccepted(String token) {
        IntrospectionRequest request = new IntrospectionRequest().setToken(token);
        try {
            IntrospectionResponse answer = primary.introspection(request);
            if (answer.isExistent()) {
                return answer.isUsable();
            }
        } catch (AuthleteApiException failed) {
            return secondary.introspection(request).isUsable();
        }
        return secondary.introspection(request).isUsable();
    }

    @Override
    public void close() {
        // the vendor's clients hold nothing that can be closed
    }
}
