/**
 * The custody store in Redis. Start at {@link dev.dualclient.custody.redis.RedisStore}.
 */
@NullMarked
package dev.dualclient.custody.redis;

import org.jspecify.annotations.NullMarked;
