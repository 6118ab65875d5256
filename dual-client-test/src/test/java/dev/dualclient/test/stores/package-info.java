/** What a store of custody has to hold, and every kind of store to hold it against: start at {@code Stores}. */
@org.jspecify.annotations.NullMarked
package dev.dualclient.test.stores;
