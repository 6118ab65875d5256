package dev.dualclient.test.model.check;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.carry.CarryWorld;
import dev.dualclient.test.model.carry.CarryWorld.Variant;
import dev.dualclient.test.model.clients.ClientWorld;
import dev.dualclient.test.model.clients.NamesWorld;
import dev.dualclient.test.model.clients.SecretWorld;
import dev.dualclient.test.model.grant.Grants;
import dev.dualclient.test.model.kills.FamilyWorld;
import dev.dualclient.test.model.kills.ManyWorld;
import dev.dualclient.test.model.kills.StrangerWorld;
import dev.dualclient.test.model.search.Exploration;
import dev.dualclient.test.model.search.Explorer;
import dev.dualclient.test.model.search.World;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** All worlds. */
enum Worlds {
    LINE("refreshes, while the migrator copies", Grants::line),
    COPIED("refreshes of a copied row", Grants::copied),
    SECONDARY_FIRST("refreshes in secondary-first", Grants::secondaryFirst),
    STORE_DOWN("refreshes while the store is away", Grants::storeDown),
    KEPT("refresh tokens that are kept", Grants::kept),
    REPEATED("refreshes that are repeated", Grants::repeated),
    REPEATED_BY_PRIMARY("refreshes that P repeats", Grants::repeatedByPrimary),
    REFUSED("refreshes that are refused", Grants::refused),
    REVOKED("revocations, while the migrator copies", Grants::revoked),
    SHIFTING("revocations, lists that shift, tokens that expire", Grants::shifting),
    INSERTED_AGAIN("a migrator that inserts again", Grants::insertedAgain),
    BY_HASH("revocation by hash", Grants::byHash),
    CLIENT_CREDENTIALS("revocation of a client-credentials token", Grants::clientCredentials),
    FAMILY("families of a line", FamilyWorld::new),
    STRANGERS("revocations by strangers", StrangerWorld::new),
    MANY("the end of all tokens of a user", (rules, size) -> new ManyWorld(rules, size, false)),
    MANY_STORE_DOWN("the same while the store is away", (rules, size) -> new ManyWorld(rules, size, true)),
    NAMES("clients that share an alias", NamesWorld::new),
    CLIENT("the state of a client", ClientWorld::new),
    SECRET_DIFFERS("a secret that was not imported", (rules, size) -> new SecretWorld(rules, size, false)),
    SECRET_EQUAL("a secret that was", (rules, size) -> new SecretWorld(rules, size, true)),
    CARRIED("rows that are carried over", (rules, size) -> new CarryWorld(rules, size, Variant.KEPT_AT_S)),
    CARRIED_S_FIRST(
            "the same where S is asked first", (rules, size) -> new CarryWorld(rules, size, Variant.S_ASKED_FIRST)),
    CARRIED_AND_TIDIED(
            "rows that are ended at S once carried over", (rules, size) -> new CarryWorld(rules, size, Variant.TIDIED)),
    CARRIED_AT_ONCE("rows that are carried over, more at once", CarryWorld::repeated);

    /** More states than any world has in its default size. */
    private static final int MOST = 500_000;

    private static final Map<Visit, Exploration> VISITED = new ConcurrentHashMap<>();

    private record Visit(Worlds world, Set<Rule> missing) {}

    final String words;
    private final BiFunction<Set<Rule>, Integer, World<?>> made;

    Worlds(String words, BiFunction<Set<Rule>, Integer, World<?>> made) {
        this.words = words;
        this.made = made;
    }

    /** Visits the world with all rules. */
    Exploration explore() {
        return explore(1, MOST);
    }

    /** Visits the world with all rules, in a larger size. */
    Exploration explore(int size, int most) {
        return Explorer.explore(made.apply(EnumSet.allOf(Rule.class), size), most);
    }

    /** Visits the world without some rules, once. */
    Exploration without(Rule rule, Rule... others) {
        Set<Rule> missing = EnumSet.of(rule, others);
        return VISITED.computeIfAbsent(
                new Visit(this, missing),
                visit -> Explorer.explore(made.apply(EnumSet.complementOf(EnumSet.copyOf(missing)), 1), MOST));
    }
}
