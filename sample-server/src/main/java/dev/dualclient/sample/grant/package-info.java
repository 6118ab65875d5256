/** What users have granted to clients: seen and given back by the client, seen and taken back by the user. */
@NullMarked
package dev.dualclient.sample.grant;

import org.jspecify.annotations.NullMarked;
