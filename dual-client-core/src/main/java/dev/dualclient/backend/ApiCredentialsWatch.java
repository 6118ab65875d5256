package dev.dualclient.backend;

import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.operation.Side;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when a backend begins and ceases to reject this library's own API credentials, and says so once. */
final class ApiCredentialsWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);

    private final Side side;
    private final Set<ApiCredentials> rejected = ConcurrentHashMap.newKeySet();

    ApiCredentialsWatch(Side side) {
        this.side = side;
    }

    /** Only an acceptance takes a rejection back: a refusal may come from something in between, or before the check. */
    void note(ApiCredentials used, Reason reason) {
        if (reason == Reason.API_CREDENTIALS_REJECTED) {
            if (rejected.add(used)) {
                LOG.warn("{}: rejects our API credentials ({}); correct them in the configuration", side, used);
            }
        } else if (reason.outcome() == Outcome.ACCEPTED && !rejected.isEmpty() && rejected.remove(used)) {
            LOG.warn("{}: accepts our API credentials ({}) again", side, used);
        }
    }

    Set<ApiCredentials> rejected() {
        return rejected;
    }
}
