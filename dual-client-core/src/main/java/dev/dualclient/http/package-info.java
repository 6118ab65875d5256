/**
 * The way to a backend over HTTP: connections, API credentials, the paths of Authlete 2.3 and 3.0, and whether a
 * request was sent. Start at {@link dev.dualclient.http.HttpBackend}.
 */
@NullMarked
package dev.dualclient.http;

import org.jspecify.annotations.NullMarked;
