/**
 * What an implementation of an extension point of the core promises: tests to inherit, with JUnit's Jupiter API and AssertJ
 * on the class path. A store of your own extends {@link dev.dualclient.test.contract.CustodyStoreContract}.
 */
@NullMarked
package dev.dualclient.test.contract;

import org.jspecify.annotations.NullMarked;
