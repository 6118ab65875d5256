-- ARGV from 4: a sorted set, the time in microseconds, how many.
return {revision, rows(redis.call('ZRANGEBYSCORE', prefix .. ARGV[4], '-inf', ARGV[5], 'LIMIT', 0, tonumber(ARGV[6])))}
