package dev.dualclient.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A mutated request, and where it is sent.
 *
 * @param template what is mutated
 * @param setting where
 * @param facade whether it goes through the vendor's interface, if that can express it; else through the gateway
 * @param edits the mutations, in their order
 */
record Attack(Template template, Setting setting, boolean facade, List<Edit> edits) {

    /** A mutation, and the seed of what it leaves to chance. */
    record Edit(Mutation mutation, long seed) {}

    Request request() {
        Request request = template.request();
        edits.forEach(edit -> edit.mutation().apply(request, edit.seed()));
        return request;
    }

    /** Returns this attack with one mutation less, in each way. */
    List<Attack> smaller() {
        List<Attack> smaller = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            List<Edit> fewer = new ArrayList<>(edits);
            fewer.remove(i);
            smaller.add(new Attack(template, setting, facade, fewer));
        }
        return smaller;
    }

    @Override
    public String toString() {
        String mutations =
                edits.stream().map(edit -> edit.mutation().toString()).collect(Collectors.joining(", "));
        return template + (facade ? ", through the facade if it can express it" : ", through the gateway") + ", stage "
                + setting.stage() + ", parsing " + setting.parsing() + "\n    " + mutations + "\n    " + request();
    }
}
