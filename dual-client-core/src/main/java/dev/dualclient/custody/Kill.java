package dev.dualclient.custody;

import org.jspecify.annotations.Nullable;

/**
 * That somebody asked for a credential's end, as its record holds it. Immutable.
 *
 * @param id names the request
 * @param killer the client that asked, and that has to be the owner for the kill to count; {@code null} if the
 *     authorization server asked, whose word counts for any owner
 * @param sure whether the kill holds; otherwise it is written ahead, and its request may still turn out to be refused
 * @param forGood whether even what is issued afterwards is dead: the id of a deleted client never comes back
 */
public record Kill(String id, @Nullable CustodyKey killer, boolean sure, boolean forGood) {

    Kill assured(boolean dead) {
        return new Kill(id, killer, true, dead);
    }
}
