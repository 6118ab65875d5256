package dev.dualclient.spring.actuate;

import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageRequest;
import org.jspecify.annotations.Nullable;

/**
 * A change of the stage that an operator asks for: for all, for one client, for a share of them, or a pause.
 *
 * @param stage the stage; {@code default} to give a client that of the others, {@code settings} to follow the settings
 * @param client whose stage is meant, {@code null} for all
 * @param percent how many of a hundred clients are meant, {@code null} for all; 0 ends the canary, and needs no stage
 * @param maintenance whether there is to be maintenance, {@code null} if that stays as it is
 * @param clearExceptions whether stages of single clients and the canary end
 */
record StageStep(
        @Nullable String stage,
        @Nullable String client,
        @Nullable Double percent,
        @Nullable Boolean maintenance,
        boolean clearExceptions) {

    private static final String OF_THE_OTHERS = "default";
    private static final String SETTINGS = "settings";

    /** Adds the step to a request. */
    StageRequest addTo(StageRequest request) {
        boolean endsCanary = percent != null && percent == 0;
        if (client != null && percent != null) {
            throw new InvalidRequestException("client and percent exclude one another: write one of them");
        }
        if (stage == null && (client != null || percent != null && !endsCanary)) {
            throw new InvalidRequestException(
                    "stage is missing: write the stage of the " + (client != null ? "client" : "canary"));
        }
        if (stage == null && maintenance == null && !clearExceptions && !endsCanary) {
            throw new InvalidRequestException("stage is missing: write primary-first, say");
        }
        if (SETTINGS.equals(stage)) {
            return settings(request);
        }
        StageRequest next = clearExceptions ? request.clearExceptions() : request;
        next = endsCanary ? next.canary(null) : stage == null ? next : toStage(next, stage);
        return maintenance == null ? next : next.maintenance(maintenance);
    }

    private StageRequest settings(StageRequest request) {
        if (client != null || percent != null || maintenance != null || clearExceptions) {
            throw new InvalidRequestException(
                    "stage settings ends all changes made at run time, so it stands alone: remove the other fields");
        }
        return request.followSettings();
    }

    private StageRequest toStage(StageRequest request, String text) {
        if (client != null) {
            return request.client(client, text.equals(OF_THE_OTHERS) ? null : read(text));
        }
        Stage next = read(text);
        return percent == null ? request.stage(next) : request.canary(new Canary(next, percent));
    }

    private static Stage read(String text) {
        return Kebab.read(Stage.class, "stage", text);
    }
}
