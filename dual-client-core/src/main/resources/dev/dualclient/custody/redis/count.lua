-- ARGV from 4: a sorted set of what blocks, one of what does not.
return {
    revision,
    redis.call('ZCARD', prefix .. ARGV[4]),
    redis.call('ZCARD', prefix .. ARGV[5]),
    redis.call('ZRANGE', prefix .. ARGV[4], 0, 0, 'WITHSCORES')
}
