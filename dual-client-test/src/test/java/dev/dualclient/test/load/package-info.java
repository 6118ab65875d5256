/** Callers that go on for as long as one likes, and what became of their calls. */
@org.jspecify.annotations.NullMarked
package dev.dualclient.test.load;
