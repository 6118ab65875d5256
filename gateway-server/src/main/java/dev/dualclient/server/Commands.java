package dev.dualclient.server;

import java.util.ArrayList;
import java.util.List;

/** All commands, in the order in which {@code --help} lists them. */
final class Commands {

    private Commands() {}

    static List<Command> all() {
        List<Command> all = new ArrayList<>(List.of(new Serve()));
        all.addAll(Questions.all());
        return all;
    }
}
