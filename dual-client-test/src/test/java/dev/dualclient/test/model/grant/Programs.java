package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the programs of all requests share. */
abstract class Programs {

    final Set<Rule> rules;
    final BackendEffects backends;
    final StoreEffects store;

    Programs(Set<Rule> rules, Setting setting) {
        this.rules = rules;
        this.backends = new BackendEffects(rules, setting);
        this.store = new StoreEffects(rules);
    }

    /** Ends a request for which the store was needed, and was not there. */
    static final class StoreDown extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoreDown() {
            super(null, null, false, false);
        }
    }

    boolean on(Rule rule) {
        return rules.contains(rule);
    }

    static <T> T needed(Script<GrantState> script, Effect<GrantState, Optional<T>> change) {
        return script.let(change).orElseThrow(StoreDown::new);
    }

    /** Looks a token up, and has what is owed of it delivered. */
    Known settled(Script<GrantState> script, Token token) {
        Known known = script.let(store.look(token));
        return known.owing().isEmpty() || !on(Rule.ENTRIES_FIRST) ? known : script.let(store.deliver(token));
    }

    /** Returns those that may be asked: who has taken the token alone, and else all in the order of the stage. */
    List<Side> order(Known known) {
        List<Side> order = new ArrayList<>(known.stage().order);
        Entry entry = known.entry();
        if (entry.isTaken() && entry.side() != null) {
            order.retainAll(List.of(entry.side()));
        }
        return order;
    }

    /** Of all that was said, an outage counts for more than "unknown". */
    static Answer concluded(List<Reply> replies) {
        boolean unknown =
                !replies.isEmpty() && replies.stream().noneMatch(reply -> reply.outcome() == Reply.Outcome.UNAVAILABLE);
        return unknown ? Answer.INVALID : Answer.LATER;
    }

    /** Ends what is dead at P, where late copies are written; then it can be refused. */
    Answer refused(Script<GrantState> script, Token token) {
        Reply gone = script.let(backends.kill(Side.P, token));
        return gone.outcome() == Reply.Outcome.ACCEPTED ? Answer.INVALID : Answer.LATER;
    }
}
