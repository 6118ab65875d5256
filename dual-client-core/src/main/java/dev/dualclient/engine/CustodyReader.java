package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.operation.Effect;
import dev.dualclient.routing.CallFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads, before a call is decided, what custody knows of it. Thread-safe. */
final class CustodyReader {

    private final Custody custody;
    private final Delivery delivery;
    private final SubjectTokens subjectTokens;

    CustodyReader(Custody custody, Delivery delivery, SubjectTokens subjectTokens) {
        this.custody = custody;
        this.delivery = delivery;
        this.subjectTokens = subjectTokens;
    }

    /** Returns the facts of a call. If it names a token by a hash or a row id, custody resolves the token if it can. */
    CallFacts facts(ApiCall call) {
        CallFacts facts = CallFacts.of(call);
        if (facts.isOfUnknownRow()) {
            return ofRow(facts);
        }
        return facts.killsByIdentifier()
                ? facts.meaning(custody.rows().meant(Objects.requireNonNull(facts.subject())))
                : facts;
    }

    /** A row of which the token was used up has another one by now, and nobody knows which. */
    private CallFacts ofRow(CallFacts facts) {
        String id = Objects.requireNonNull(facts.subject()).value();
        String hash = custody.rows().accessTokenOf(id);
        if (hash == null) {
            return facts;
        }
        CallFacts meant = facts.ofHash(hash);
        return custody.of(meant.subject(), meant.names()).status().level() == CustodyLevel.SPENT ? facts : meant;
    }

    /** Reads custody. If pending outbox rows block the call, tries to deliver them now, and reads custody again. */
    KnownCall before(CallFacts facts, CallContext context) {
        CustodySnapshot known = read(facts);
        boolean delivered = !known.entries().isEmpty() && delivery.tryAtOnce(known.entries(), context);
        return about(facts, delivered ? read(facts) : known);
    }

    /** Reads custody, and delivers nothing. */
    KnownCall now(CallFacts facts) {
        return about(facts, read(facts));
    }

    /** Adds which backend holds the subject token of a token exchange (RFC 8693), with a look-up if necessary. */
    KnownCall located(KnownCall call, CallContext context) {
        CustodySnapshot located = subjectTokens.located(call.facts(), call.known(), context);
        return located == call.known() ? call : new KnownCall(call.facts(), located);
    }

    private CustodySnapshot read(CallFacts facts) {
        List<Credential> others = new ArrayList<>(facts.others());
        others.addAll(facts.chosen());
        return custody.of(facts.subject(), others, facts.names());
    }

    private KnownCall about(CallFacts facts, CustodySnapshot known) {
        CallFacts decisive = decisive(facts, known);
        return new KnownCall(decisive, decisive == facts ? known : read(decisive));
    }

    /** If a token of the call was used up or killed, makes the one with the highest custody level the subject. */
    private static CallFacts decisive(CallFacts facts, CustodySnapshot known) {
        List<Credential> others = facts.others();
        if (facts.kind().effect() == Effect.KILL || !known.isAnyTaken(others)) {
            return facts;
        }
        CustodyLevel highest = known.status().level();
        CallFacts decisive = facts;
        for (Credential other : others) {
            if (known.status(other).level().compareTo(highest) > 0) {
                highest = known.status(other).level();
                decisive = facts.on(other);
            }
        }
        return decisive;
    }
}
