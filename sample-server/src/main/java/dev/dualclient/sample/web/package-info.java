/**
 * The endpoints of the authorization server and its pages: each call of {@code AuthleteApi}, and each {@code action} of
 * its answer turned into an HTTP response.
 */
@NullMarked
package dev.dualclient.sample.web;

import org.jspecify.annotations.NullMarked;
