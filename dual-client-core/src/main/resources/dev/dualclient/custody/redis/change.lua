-- ARGV[4]: what has to be there, and what is to be done then, as JSON; names are without the prefix.
local job = cjson.decode(ARGV[4])
for _, key in ipairs(job.absent) do
    if redis.call('EXISTS', prefix .. key) == 1 then
        return {revision, 0}
    end
end
for _, row in ipairs(job.present) do
    if redis.call('GET', prefix .. row[1]) ~= row[2] then
        return {revision, 0}
    end
end
for _, row in ipairs(job.revisions) do
    if string.match(redis.call('GET', prefix .. row[1]) or '', '^%d+') ~= row[2] then
        return {revision, 0}
    end
end
for _, command in ipairs(job.commands) do
    command[2] = prefix .. command[2]
    redis.call(unpack(command))
end
for _, record in ipairs(job.records) do
    -- A node whose clock has jumped ahead must not shorten what others have written.
    local life = math.max(tonumber(record[3]), redis.call('PTTL', prefix .. record[1]))
    redis.call('SET', prefix .. record[1], record[2], 'PX', string.format('%.0f', life))
end
return {redis.call('INCR', prefix .. 'revision'), 1}
