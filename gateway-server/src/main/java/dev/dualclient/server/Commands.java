package dev.dualclient.server;

import java.util.List;

/** All commands, in the order in which {@code --help} lists them. */
final class Commands {

    private Commands() {}

    static List<Command> all() {
        return List.of(new Serve());
    }
}
