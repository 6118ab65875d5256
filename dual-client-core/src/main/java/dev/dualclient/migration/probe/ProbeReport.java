package dev.dualclient.migration.probe;

import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Result;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;

/**
 * What a probe has found. Immutable, and free of secrets.
 *
 * @param at when it ended
 * @param client the test client
 * @param reason why, in the operator's words
 * @param answers an answer for each question and backend
 * @param tidy whether both token lists are as they were before; otherwise what is left expires within five minutes
 */
public record ProbeReport(Instant at, String client, String reason, List<ProbeAnswer> answers, boolean tidy) {

    /** Copies the answers. */
    public ProbeReport {
        answers = List.copyOf(answers);
    }

    /** Returns the answers as checks: {@link Result#WARN} for what is not as assumed. */
    public List<CheckResult> checks() {
        return answers.stream()
                .map(answer -> new CheckResult(
                        answer.id() + "." + (answer.side() == Side.PRIMARY ? "primary" : "secondary"),
                        switch (answer.behaviour()) {
                            case AS_ASSUMED -> Result.OK;
                            case OTHERWISE -> Result.WARN;
                            case UNKNOWN -> Result.UNKNOWN;
                        },
                        answer.detail(),
                        answer.behaviour() == ProbeAnswer.Behaviour.OTHERWISE
                                ? "read what follows from it in the guarantees, below \"Not verified on real servers\""
                                : null))
                .toList();
    }
}
