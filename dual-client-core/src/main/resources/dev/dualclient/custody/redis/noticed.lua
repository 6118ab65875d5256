-- ARGV[4]: where they are: a sorted set of minutes, and for each a sorted set of the keys whose records expire in it, by the
-- microseconds since it began. ARGV[5] to [7]: a time in microseconds, the key behind which to begin or '', how many.
local place, from, member, limit = prefix .. ARGV[4], tonumber(ARGV[5]), ARGV[6], tonumber(ARGV[7])
local minute = 60000000
local function of(start)
    return place .. ':' .. start
end

-- What the server has forgotten is struck off first, some at a time; which that is, it decides.
local past, steps = math.floor(redis.call('TIME')[1] / 60), 1000
for _, start in ipairs(redis.call('ZRANGEBYSCORE', place, '-inf', past, 'LIMIT', 0, 100)) do
    for _, key in ipairs(redis.call('ZRANGE', of(start), 0, steps - 1)) do
        steps = steps - 1
        if redis.call('EXISTS', prefix .. 'r:' .. key) == 0 then
            redis.call('ZREM', of(start), key)
        end
    end
    if redis.call('EXISTS', of(start)) == 0 then
        redis.call('ZREM', place, start)
    end
    if steps <= 0 then
        break
    end
end

local found, read, starts = {}, 0, {}
repeat
    starts = redis.call('ZRANGEBYSCORE', place, math.floor(from / minute), '+inf', 'LIMIT', read, 100)
    for _, start in ipairs(starts) do
        local left, began = limit - #found / 2, start * minute
        if left > 0 then
            local keys = page(of(start), string.format('%.0f', math.max(0, from - began)), member, left, true)
            for i = 1, #keys, 2 do
                found[#found + 1] = keys[i]
                found[#found + 1] = string.format('%.0f', began + keys[i + 1])
            end
        end
    end
    read = read + #starts
until #found >= 2 * limit or #starts < 100
return {revision, found}
