package dev.dualclient.engine;

import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.routing.CallFacts;

/**
 * A call with what custody knows of it. Immutable.
 *
 * @param facts the facts of the call, with the decisive credential as subject
 * @param known what is known of that credential, and of all that the call names
 */
record KnownCall(CallFacts facts, CustodySnapshot known) {}
