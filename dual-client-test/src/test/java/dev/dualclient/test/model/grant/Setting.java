package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.grant.Deed.Kind;
import dev.dualclient.test.model.search.Left;
import java.util.Set;

/**
 * Where a world begins, and what can happen in it.
 *
 * @param stage how far the migration is
 * @param p the row that P holds at first; S holds the row of the login
 * @param login what S has issued at the login
 * @param kept whether refresh tokens are not replaced when they are used
 * @param idempotent whether a backend repeats its answer to the use of a refresh token
 * @param insertsAgain whether the migrator inserts again what it has written before
 * @param longList whether the client has so many tokens that a list of them takes too long
 * @param deeds what is asked for
 * @param atOnce how many requests there are at a time
 * @param left how often each thing happens
 */
record Setting(
        Stage stage,
        Row p,
        Row login,
        boolean kept,
        boolean idempotent,
        boolean insertsAgain,
        boolean longList,
        Set<Kind> deeds,
        int atOnce,
        Left left) {

    private static final Row FIRST = new Row(1, 1);

    /** A row that S alone holds, in stage primary-first. */
    static Setting of(Kind... deeds) {
        return new Setting(
                Stage.PRIMARY_FIRST,
                GrantState.NOTHING,
                FIRST,
                false,
                false,
                false,
                false,
                Set.of(deeds),
                2,
                Left.NOTHING);
    }

    Setting copied() {
        return new Setting(stage, login, login, kept, idempotent, insertsAgain, longList, deeds, atOnce, left);
    }

    Setting in(Stage other) {
        return new Setting(other, p, login, kept, idempotent, insertsAgain, longList, deeds, atOnce, left);
    }

    Setting withKeptTokens() {
        return new Setting(stage, p, login, true, idempotent, insertsAgain, longList, deeds, atOnce, left);
    }

    Setting withRepeatedAnswers() {
        return new Setting(stage, p, login, kept, true, insertsAgain, longList, deeds, atOnce, left);
    }

    Setting withCopiesInsertedAgain() {
        return new Setting(stage, p, login, kept, idempotent, true, longList, deeds, atOnce, left);
    }

    Setting withLongListsForClientCredentials() {
        Row alone = new Row(0, 1);
        return new Setting(stage, alone, alone, kept, idempotent, insertsAgain, true, deeds, atOnce, left);
    }

    Setting oneAtATime() {
        return new Setting(stage, p, login, kept, idempotent, insertsAgain, longList, deeds, 1, left);
    }

    Setting within(Left bounds) {
        return new Setting(stage, p, login, kept, idempotent, insertsAgain, longList, deeds, atOnce, bounds);
    }
}
