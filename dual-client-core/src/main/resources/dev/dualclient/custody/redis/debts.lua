-- ARGV[4]: how many. A row that is gone is told as an empty one, which nobody can read.
local rows = {}
for _, id in ipairs(redis.call('ZRANGE', prefix .. 'outbox', 0, tonumber(ARGV[4]) - 1)) do
    rows[#rows + 1] = id
    rows[#rows + 1] = redis.call('GET', prefix .. 'debt:' .. id) or ''
end
return {revision, rows}
