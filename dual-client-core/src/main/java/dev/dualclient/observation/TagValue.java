package dev.dualclient.observation;

import dev.dualclient.call.Outcome;
import dev.dualclient.operation.Side;
import java.util.Locale;

/** How values are written as tags: in kebab case, as in properties. */
final class TagValue {

    static final String NONE = "none";
    static final String BOTH = "both";

    private TagValue() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whose answer counted; of an accepted call that nobody alone answered, everybody did. */
    static String answeredBy(CallEvent event) {
        Side side = event.answeredBy();
        return side != null ? of(side) : event.outcome() == Outcome.ACCEPTED ? BOTH : NONE;
    }
}
