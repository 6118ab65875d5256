-- ARGV[4]: where they are; ARGV[5]: after when, in microseconds. What the server has forgotten is struck off first; which that is, it decides.
local alarming, clock = prefix .. ARGV[4], redis.call('TIME')
local past = clock[1] .. string.format('%06d', clock[2])
for _, key in ipairs(redis.call('ZRANGEBYSCORE', alarming, '-inf', past, 'LIMIT', 0, 1000)) do
    if redis.call('EXISTS', prefix .. 'record:' .. key) == 0 then
        redis.call('ZREM', alarming, key)
    end
end
return {revision, redis.call('ZRANGEBYSCORE', alarming, '(' .. ARGV[5], '+inf')}
