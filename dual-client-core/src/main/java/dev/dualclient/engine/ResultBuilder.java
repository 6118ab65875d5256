package dev.dualclient.engine;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.custody.Credential;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.TicketTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the result that the caller gets. Immutable. */
final class ResultBuilder {

    private static final StagePolicy PRIMARY_ONLY = StagePolicy.of(Stage.PRIMARY_ONLY);

    private final boolean hasSecondary;

    ResultBuilder(boolean hasSecondary) {
        this.hasSecondary = hasSecondary;
    }

    /** Returns the result of a call. It has no answer if none counts. A ticket of the primary gets its tag. */
    CallResult result(CallFacts facts, List<Attempt> attempts, Attempt counted, CallContext context) {
        return new CallResult(facts.call().operation(), attempts, counted, response(facts, counted, context));
    }

    private @Nullable ApiResponse response(CallFacts facts, Attempt counted, CallContext context) {
        ApiResponse answer = counted.answer();
        if (answer == null || !counted.outcome().isConclusive()) {
            return null;
        }
        boolean tag = counted.side() == Side.PRIMARY
                && hasSecondary
                && !context.policy().equals(PRIMARY_ONLY);
        return tag ? tagged(facts, counted, answer) : answer;
    }

    private static ApiResponse tagged(CallFacts facts, Attempt counted, ApiResponse answer) {
        for (Credential returned : AnswerContents.credentials(facts.call().operation(), counted)) {
            if (returned.kind() == CredentialKind.TICKET) {
                return TicketTag.tagged(answer, returned.value());
            }
        }
        return answer;
    }
}
