-- Begins every script. ARGV: what all keys begin with, the identity that the process found at its start, the highest
-- revision that it has seen. Whatever the server has lost since, by a flush, a restart or a failover, shows here.
-- Keys are not declared, for a change names many and the store lives on a single master.
local prefix = ARGV[1]
local revision = tonumber(redis.call('GET', prefix .. 'revision'))
if redis.call('GET', prefix .. 'identity') ~= ARGV[2] or not revision or revision < tonumber(ARGV[3]) then
    return redis.error_reply('LOST data that was here')
end
