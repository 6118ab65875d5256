-- ARGV from 4: a sorted set, or '' for the ids that follow. What is not there is left out.
local ids, there = {}, {}
if ARGV[4] == '' then
    for i = 5, #ARGV do
        ids[i - 4] = ARGV[i]
    end
else
    ids = redis.call('ZRANGE', prefix .. ARGV[4], 0, -1)
end
for _, id in ipairs(ids) do
    if redis.call('EXISTS', prefix .. 'entry:' .. id) == 1 then
        there[#there + 1] = id
    end
end
return {revision, rows(there)}
