-- ARGV[4]: how many.
local rows = {}
for _, id in ipairs(redis.call('ZRANGE', prefix .. 'outbox', 0, tonumber(ARGV[4]) - 1)) do
    rows[#rows + 1] = id
    rows[#rows + 1] = redis.call('GET', prefix .. 'debt:' .. id)
end
return {revision, rows}
