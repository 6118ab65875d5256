-- ARGV[4]: where they are. What the server has forgotten is struck off first; which that is, it decides. ARGV[5] to [7]: a
-- score, the member behind which to begin or '', how many.
local noticed, clock = prefix .. ARGV[4], redis.call('TIME')
local past = clock[1] .. string.format('%06d', clock[2])
for _, key in ipairs(redis.call('ZRANGEBYSCORE', noticed, '-inf', past, 'LIMIT', 0, 1000)) do
    if redis.call('EXISTS', prefix .. 'record:' .. key) == 0 then
        redis.call('ZREM', noticed, key)
    end
end
return {revision, page(noticed, ARGV[5], ARGV[6], ARGV[7], true)}
