package dev.dualclient.test.model.check;

import static dev.dualclient.test.model.check.Worlds.BY_HASH;
import static dev.dualclient.test.model.check.Worlds.CARRIED;
import static dev.dualclient.test.model.check.Worlds.CARRIED_AND_TIDIED;
import static dev.dualclient.test.model.check.Worlds.CARRIED_AT_ONCE;
import static dev.dualclient.test.model.check.Worlds.CLIENT;
import static dev.dualclient.test.model.check.Worlds.CLIENT_CREDENTIALS;
import static dev.dualclient.test.model.check.Worlds.COPIED;
import static dev.dualclient.test.model.check.Worlds.FAMILY;
import static dev.dualclient.test.model.check.Worlds.INSERTED_AGAIN;
import static dev.dualclient.test.model.check.Worlds.KEPT;
import static dev.dualclient.test.model.check.Worlds.LINE;
import static dev.dualclient.test.model.check.Worlds.MANY;
import static dev.dualclient.test.model.check.Worlds.MANY_STORE_DOWN;
import static dev.dualclient.test.model.check.Worlds.NAMES;
import static dev.dualclient.test.model.check.Worlds.REFUSED;
import static dev.dualclient.test.model.check.Worlds.REPEATED;
import static dev.dualclient.test.model.check.Worlds.REPEATED_BY_PRIMARY;
import static dev.dualclient.test.model.check.Worlds.REVOKED;
import static dev.dualclient.test.model.check.Worlds.SECRET_DIFFERS;
import static dev.dualclient.test.model.check.Worlds.SECRET_EQUAL;
import static dev.dualclient.test.model.check.Worlds.SHIFTING;
import static dev.dualclient.test.model.check.Worlds.STORE_DOWN;
import static dev.dualclient.test.model.check.Worlds.STRANGERS;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.search.Exploration;
import java.util.EnumMap;
import java.util.Map;

/** In which world it is seen that a rule is needed. */
final class Needed {

    /** The world of each rule. */
    static final Map<Rule, Worlds> WHERE = new EnumMap<>(Rule.class);

    static {
        show(LINE, Rule.CLAIM, Rule.LOOK_UP, Rule.GONE_CLAIM_IS_NO_GROUND, Rule.MET_CLAIM_IS_FINAL);
        show(COPIED, Rule.CONSUMPTION_OUTRANKS_RECOGNITION, Rule.CLAIM_OF_THE_ROW);
        show(COPIED, Rule.SPENT_AT_SECONDARY_IS_DEAD, Rule.DOUBTS_SETTLED);
        show(KEPT, Rule.KEPT_IS_NOT_SPENT);
        show(REPEATED, Rule.LOOK_AGAIN);
        show(REPEATED_BY_PRIMARY, Rule.UNKNOWN_GOES_TO_LEADER);
        show(STORE_DOWN, Rule.MEMORY_TO_CONSUME);
        show(REVOKED, Rule.TWICE_AT_PRIMARY);
        show(SHIFTING, Rule.ROW_FALLS_TOGETHER, Rule.ROW_OR_LATER);
        show(SHIFTING, Rule.NOT_LISTED_IS_FAILED, Rule.BOTH_TOKENS_DELIVERED);
        show(INSERTED_AGAIN, Rule.FIRST_SUCCESSOR, Rule.DEAD_IS_NOT_SENT, Rule.LINK_OF_THE_ISSUED);
        show(BY_HASH, Rule.HASH_IS_RESOLVED);
        show(CLIENT_CREDENTIALS, Rule.NO_LIST_WITHOUT_ROW);
        show(FAMILY, Rule.FAMILY, Rule.FAMILY_AT_ONCE, Rule.FAMILIES_JOIN, Rule.KILLS_JOIN);
        show(FAMILY, Rule.ROOT_BY_ORDER, Rule.FAMILY_AS_IT_IS, Rule.FAMILY_LASTS, Rule.USED_UP_TAKES_NOTHING);
        show(STRANGERS, Rule.WRITE_AHEAD, Rule.OWNER, Rule.PER_KILLER, Rule.ENTRIES_BY_NAME, Rule.NOBODY_ELSE);
        show(STRANGERS, Rule.ENTRY_NAMES_THE_VALUE, Rule.UNKNOWN_LEAVES_LITTLE);
        show(MANY, Rule.CUT, Rule.MARK, Rule.MARK_NAMES_OWNER, Rule.MARKS_HAVE_TIME, Rule.CALLED_ONCE);
        show(MANY, Rule.REST_IN_BACKGROUND);
        show(MANY_STORE_DOWN, Rule.NO_LOGIN_WITHOUT_MARK);
        show(CLIENT, Rule.ENTRIES_FIRST, Rule.STATE_IN_ORDER, Rule.LEASE);
        show(CLIENT, Rule.SETTLED_AFTER_LOSS, Rule.ORDER_OF_THE_STORE, Rule.AUTHENTICATION_KEPT);
        show(NAMES, Rule.CLIENT_BY_ID);
        show(SECRET_DIFFERS, Rule.BEGINS_WHERE_SECRET_HOLDS, Rule.EQUAL_IS_PROVEN);
        show(CARRIED, Rule.ORIGINAL_UNTIL_COPIED, Rule.COPY_IS_SETTLED, Rule.SEEN_ONCE_ANSWERED);
        show(CARRIED, Rule.COPY_IS_CHECKED, Rule.COPY_IS_NOT_ISSUED, Rule.TAKEN_COPY_IS_ENDED);
        show(CARRIED_AND_TIDIED, Rule.TIDIED_AFTER_WINDOW, Rule.TIDIED_IS_CLAIMED);
        show(CARRIED_AT_ONCE, Rule.CARRIED_ONCE);
        show(SECRET_EQUAL, Rule.AUTHENTICATED_IS_NOT_DIFFERENT);
    }

    /**
     * The rules that are seen to be needed only where another one, which covers for them, is off.
     *
     * @param world where it is seen
     * @param cover the other rule
     */
    record Covered(Worlds world, Rule cover) {}

    /** See {@link Covered}. */
    static final Map<Rule, Covered> COVERED =
            Map.of(Rule.REFUSED_IS_WITHDRAWN, new Covered(REFUSED, Rule.DOUBTS_SETTLED));

    /** The rules that no world shows to be needed, and why. */
    static final Map<Rule, String> NOT_SEEN = Map.of(
            Rule.AGREED_BY_PRIMARY,
            "while P owes a change, no call of that client goes to P; the rule is for whoever asks P directly",
            Rule.LOST_CLAIM_TAKES_NOTHING,
            "it takes three requests at least, which is a larger size than that of the tests",
            Rule.REPAIR_OF_UNUSED,
            "a secret is repaired only if it counts as different, and what P has authenticated never does",
            Rule.STANDING_HAS_VERSION,
            "a secret that is set through us counts as authenticated in the model, which forbids all that a late"
                    + " result could do");

    private Needed() {}

    private static void show(Worlds world, Rule... rules) {
        for (Rule rule : rules) {
            WHERE.put(rule, world);
        }
    }

    /** Returns the lines of a table: what breaks without each rule, and after how many steps. */
    static String table() {
        StringBuilder table = new StringBuilder("| | rule | without it | steps |\n|---|---|---|---|");
        for (Rule rule : Rule.values()) {
            table.append("\n| %s | %s | %s |".formatted(rule.id(), rule.words(), without(rule)));
        }
        return table.toString();
    }

    private static String without(Rule rule) {
        Covered covered = COVERED.get(rule);
        Worlds world = covered == null ? WHERE.get(rule) : covered.world();
        if (world == null) {
            return "not seen: " + NOT_SEEN.get(rule) + " | ";
        }
        Exploration came = covered == null ? world.without(rule) : world.without(rule, covered.cover());
        String with =
                covered == null ? "" : "; it covers for \"" + covered.cover().words() + "\"";
        return came.violation() + " (" + world.words + with + ") | "
                + came.trace().size();
    }
}
