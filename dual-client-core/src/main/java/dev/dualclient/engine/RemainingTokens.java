package dev.dualclient.engine;

import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Parties;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a backend still holds of tokens that a kill of many covers. They are dead already, for custody knows of the
 * kill. The token list is read page by page; a row of which no token was issued after the kill is ended by its hash. It is
 * ended a while after it was listed, if it still bears no mark then: the mark of a token that is just being issued is
 * written after the backend has made its row. Thread-safe.
 */
final class RemainingTokens {

    private static final Logger LOG = LoggerFactory.getLogger(RemainingTokens.class);
    private static final int PAGES = 5;

    private final Custody custody;
    private final LateCopies lateCopies;
    private final Duration grace;

    /**
     * Creates it.
     *
     * @param grace after how long a token that a backend lists has its mark, if it gets one
     */
    RemainingTokens(Custody custody, LateCopies lateCopies, Duration grace) {
        this.custody = custody;
        this.lateCopies = lateCopies;
        this.grace = grace;
    }

    /**
     * How a step ended.
     *
     * @param failure why nothing could be done, {@code null} if something was
     * @param next what is to be done next, {@code null} for nothing
     * @param delay how long to wait with that
     */
    record Step(@Nullable Reason failure, OutboxCommand.@Nullable Remaining next, Duration delay) {

        private static final Step END = new Step(null, null, Duration.ZERO);

        private static Step failed(Reason reason) {
            return new Step(reason, null, Duration.ZERO);
        }

        private static Step at(OutboxCommand.Remaining next) {
            return new Step(null, next, Duration.ZERO);
        }
    }

    /** Ends what was found before, and looks for more. */
    Step step(OutboxCommand.Remaining work, Side side, CallContext context) {
        Set<String> doomed = custody.kills().fallen(work.names(), work.found());
        List<String> left = new ArrayList<>(work.found());
        for (String hash : work.found()) {
            Credential token = Credential.ofHash(CredentialKind.ACCESS_TOKEN, hash);
            if (doomed.contains(hash) && !lateCopies.kill(side, token, context)) {
                boolean any = left.size() < work.found().size();
                return any ? Step.at(work.with(left)) : Step.failed(Reason.LOOK_UP_FAILED);
            }
            left.remove(hash);
        }
        return search(work, doomed, side, context);
    }

    private Step search(OutboxCommand.Remaining work, Set<String> ended, Side side, CallContext context) {
        List<String> found = new ArrayList<>();
        int start = work.start();
        for (int pages = 0; pages < PAGES; pages++) {
            TokenList.Page page = TokenList.page(work.names(), start, side, context.as(Purpose.SCAN));
            if (!page.isAccepted()) {
                return unlisted(work, page, ended, side);
            }
            List<String> fallen = fallen(work.names(), page, side);
            if (fallen == null) {
                return Step.END;
            } else if (fallen.stream()
                    .anyMatch(ended::contains)) { // the backend does not know it by its hash, or not yet
                return Step.failed(Reason.LATE_COPY);
            }
            fallen.stream().filter(hash -> !found.contains(hash)).forEach(found::add);
            if (page.next() == null) {
                boolean clean = found.isEmpty() && !work.shifted();
                return clean ? Step.END : after(new OutboxCommand.Remaining(work.names(), 0, false, found));
            }
            start = page.next();
        }
        // What is ended in front of a page moves its rows forward, so another round follows.
        return after(new OutboxCommand.Remaining(work.names(), start, work.shifted() || !found.isEmpty(), found));
    }

    private Step after(OutboxCommand.Remaining next) {
        return new Step(null, next, next.found().isEmpty() ? Duration.ZERO : grace);
    }

    private static Step unlisted(OutboxCommand.Remaining work, TokenList.Page page, Set<String> ended, Side side) {
        Reason reason = page.attempt().reason();
        if (reason.outcome() == Outcome.UNRECOGNIZED) {
            return Step.END; // there is no such client any more
        } else if (reason.outcome() == Outcome.REFUSED && reason != Reason.THROTTLED) {
            LOG.warn("The {} refuses to list the tokens that a revocation left there, so they stay listed", side);
            return Step.END;
        }
        return ended.isEmpty() ? Step.failed(reason) : Step.at(work.with(List.of()));
    }

    /** Returns one hash of each row that fell; {@code null} if the list names tokens in a way that custody does not know. */
    private @Nullable List<String> fallen(Parties names, TokenList.Page page, Side side) {
        List<String> hashes =
                page.rows().stream().flatMap(row -> row.hashes().stream()).toList();
        if (!hashes.stream().allMatch(Custody::isListedHash)) {
            LOG.warn(
                    "The token list of the {} does not list tokens by the SHA-256 hash of their values. Tokens that a"
                            + " revocation left there cannot be told from new ones, so they stay listed",
                    side);
            return null;
        }
        Set<String> fallen = custody.kills().fallen(names, hashes);
        return page.rows().stream()
                .map(TokenList.Row::hashes)
                .filter(row -> !row.isEmpty() && fallen.containsAll(row))
                .map(row -> row.get(0))
                .toList();
    }
}
