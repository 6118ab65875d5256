package dev.dualclient.custody;

/**
 * The name under which custody knows a credential or a client: a keyed hash that cannot be turned back. Two numbers
 * instead of an array, for there are many of them.
 */
public record CustodyKey(long high, long low) {

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
