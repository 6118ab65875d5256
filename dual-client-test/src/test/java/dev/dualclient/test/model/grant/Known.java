package dev.dualclient.test.model.grant;

import java.util.Set;

/**
 * What is known before a call is decided.
 *
 * @param entry what custody holds
 * @param owing which backends owe something that names the token
 * @param issuedHere whether P issued it through this process
 * @param storeDown whether the store is down, so that the entry is nothing
 * @param alarming whether the token, or what is owed, was learned to be dead while the store was still up
 */
record Known(Entry entry, Set<Side> owing, boolean issuedHere, Stage stage, boolean storeDown, boolean alarming) {}
