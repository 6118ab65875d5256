-- ARGV from 4: the caller's time in microseconds, the keys. A row that is gone is told as an empty one.
local records, entries, lagging, met = {}, {}, {}, {}
for i = 5, #ARGV do
    records[i - 4] = redis.call('GET', prefix .. 'r:' .. ARGV[i])
end
if redis.call('EXISTS', prefix .. 'pending:PRIMARY:true', prefix .. 'pending:SECONDARY:true') > 0 then
    for i = 5, #ARGV do
        for _, id in ipairs(redis.call('ZRANGE', prefix .. 'named:' .. ARGV[i], 0, -1)) do
            if not met[id] then
                met[id] = true
                entries[#entries + 1] = redis.call('GET', prefix .. 'entry:' .. id) or ''
            end
        end
    end
    for _, side in ipairs({'PRIMARY', 'SECONDARY'}) do
        if #redis.call('ZRANGEBYSCORE', prefix .. 'lagging:' .. side, '-inf', ARGV[4], 'LIMIT', 0, 1) == 1 then
            lagging[#lagging + 1] = side
        end
    end
end
return {revision, records, entries, lagging, {redis.call('GET', prefix .. 'note:identity')}}
