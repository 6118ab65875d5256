package dev.dualclient.test.model.grant;

import static dev.dualclient.test.model.search.Chance.CONSOLE;
import static dev.dualclient.test.model.search.Chance.COPY;
import static dev.dualclient.test.model.search.Chance.CRASH;
import static dev.dualclient.test.model.search.Chance.EXPIRY;
import static dev.dualclient.test.model.search.Chance.FAULT;
import static dev.dualclient.test.model.search.Chance.OUTAGE;
import static dev.dualclient.test.model.search.Chance.REFUSAL;
import static dev.dualclient.test.model.search.Chance.REQUEST;
import static dev.dualclient.test.model.search.Chance.SHIFT;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Deed.Kind;
import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.World;
import java.util.Set;

/** Worlds of one grant. */
public final class Grants {

    private Grants() {}

    private static Left requests(int times) {
        return Left.NOTHING.and(REQUEST, times);
    }

    /** Refreshes of a row that S alone holds at first, while the migrator copies it. */
    public static World<?> line(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(CRASH, 1).and(COPY, 1);
        return new GrantWorld(rules, Setting.of(Kind.USE, Kind.READ).within(left));
    }

    /** Refreshes of a row that both hold. */
    public static World<?> copied(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(CRASH, 1).and(COPY, size - 1);
        return new GrantWorld(rules, Setting.of(Kind.USE, Kind.READ).copied().within(left));
    }

    /** Refreshes in stage secondary-first. */
    public static World<?> secondaryFirst(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(CRASH, 1);
        return new GrantWorld(
                rules,
                Setting.of(Kind.USE, Kind.READ)
                        .copied()
                        .in(Stage.SECONDARY_FIRST)
                        .within(left));
    }

    /** Refreshes while the store comes and goes. */
    public static World<?> storeDown(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(OUTAGE, 2);
        return new GrantWorld(rules, Setting.of(Kind.USE, Kind.READ).copied().within(left));
    }

    /** Refresh tokens that are not replaced. */
    public static World<?> kept(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(CRASH, 1);
        return new GrantWorld(
                rules, Setting.of(Kind.USE, Kind.READ).copied().withKeptTokens().within(left));
    }

    /** A backend that repeats its answer to the use of a refresh token. */
    public static World<?> repeated(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(CRASH, size - 1);
        return new GrantWorld(
                rules, Setting.of(Kind.USE, Kind.REVOKE).withRepeatedAnswers().within(left));
    }

    /** The same of what P has issued, and nodes that forget it. */
    public static World<?> repeatedByPrimary(Set<Rule> rules, int size) {
        Left left = requests(2 + size).and(CRASH, 1);
        return new GrantWorld(
                rules,
                Setting.of(Kind.USE).copied().withRepeatedAnswers().oneAtATime().within(left));
    }

    /** Uses that are refused for another reason. */
    public static World<?> refused(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(REFUSAL, 1).and(COPY, 1).and(FAULT, size - 1);
        return new GrantWorld(rules, Setting.of(Kind.USE).oneAtATime().within(left));
    }

    /** Revocations of a row that S alone holds at first, while the migrator copies it. */
    public static World<?> revoked(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, size - 1).and(CRASH, size - 1).and(COPY, 1);
        return new GrantWorld(rules, Setting.of(Kind.USE, Kind.REVOKE).within(left));
    }

    /** The same, one after the other, while lists shift, access tokens expire, and backends stay away for longer than those live. */
    public static World<?> shifting(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(FAULT, 1).and(COPY, 1).and(SHIFT, 1).and(EXPIRY, 1);
        return new GrantWorld(
                rules, Setting.of(Kind.USE, Kind.READ, Kind.REVOKE).oneAtATime().within(left));
    }

    /** A migrator that inserts again what it has written before. */
    public static World<?> insertedAgain(Set<Rule> rules, int size) {
        Left left = requests(2 + size).and(COPY, 1).and(CONSOLE, 1);
        return new GrantWorld(
                rules,
                Setting.of(Kind.USE, Kind.READ, Kind.REVOKE)
                        .copied()
                        .withCopiesInsertedAgain()
                        .oneAtATime()
                        .within(left));
    }

    /** Revocation by a token's hash. */
    public static World<?> byHash(Set<Rule> rules, int size) {
        Left left = requests(1 + size).and(COPY, 1);
        return new GrantWorld(
                rules,
                Setting.of(Kind.USE, Kind.READ, Kind.REVOKE_BY_HASH)
                        .oneAtATime()
                        .within(left));
    }

    /** A client-credentials token of a client that has too many for a list. */
    public static World<?> clientCredentials(Set<Rule> rules, int size) {
        Left left = requests(size).and(FAULT, 1);
        return new GrantWorld(
                rules,
                Setting.of(Kind.READ, Kind.REVOKE)
                        .withLongListsForClientCredentials()
                        .within(left));
    }
}
