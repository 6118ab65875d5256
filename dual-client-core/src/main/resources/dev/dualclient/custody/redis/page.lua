-- Returns members of a sorted set, so many: those of a score and above, and of that score those behind a member, if it still
-- has that score.
local function page(set, score, member, limit, scores)
    local first = redis.call('ZCOUNT', set, '-inf', '(' .. score)
    if member ~= '' and tonumber(redis.call('ZSCORE', set, member)) == tonumber(score) then
        first = redis.call('ZRANK', set, member) + 1
    end
    if scores then
        return redis.call('ZRANGE', set, first, first + tonumber(limit) - 1, 'WITHSCORES')
    end
    return redis.call('ZRANGE', set, first, first + tonumber(limit) - 1)
end
