package dev.dualclient.test.model.grant;

import java.util.List;

/** How far the migration is. */
enum Stage {
    SECONDARY_FIRST(Side.S, Side.P),
    PRIMARY_FIRST(Side.P, Side.S),
    PRIMARY_ONLY(Side.P);

    /** Who is asked, in this order. */
    final List<Side> order;

    Stage(Side... order) {
        this.order = List.of(order);
    }
}
