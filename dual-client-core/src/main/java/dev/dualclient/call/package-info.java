/**
 * A call of the Authlete Web API, what a backend answers, and how an answer is classified: the vocabulary of all other
 * packages.
 */
@NullMarked
package dev.dualclient.call;

import org.jspecify.annotations.NullMarked;
