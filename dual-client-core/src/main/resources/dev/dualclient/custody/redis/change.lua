-- ARGV[4]: what has to be there, and what is to be done then, as JSON; names are without the prefix. A row of the outbox may
-- have more names than its reader knows, while keys are rotated: those that it is to have no more are lost last.
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
local misnamed = {}
for _, row in ipairs(job.revisions) do
    local text = redis.call('GET', prefix .. row[1]) or ''
    if string.match(text, '^%d+') ~= row[2] then
        return {revision, 0}
    end
    local names = {}
    for _, name in ipairs(row[4]) do
        names[name] = true
    end
    for _, name in ipairs(cjson.decode(string.sub(text, #row[2] + 2)).names) do
        if not names[name] then
            misnamed[#misnamed + 1] = {'named:' .. name, row[3]}
        end
    end
end
for _, command in ipairs(job.commands) do
    command[2] = prefix .. command[2]
    redis.call(unpack(command))
end
for _, name in ipairs(misnamed) do
    redis.call('ZREM', prefix .. name[1], name[2])
end
for _, record in ipairs(job.records) do
    -- A node whose clock has jumped ahead must not shorten what others have written.
    local life = math.max(tonumber(record[3]), redis.call('PTTL', prefix .. record[1]))
    redis.call('SET', prefix .. record[1], record[2], 'PX', string.format('%.0f', life))
end
return {redis.call('INCR', prefix .. 'revision'), 1}
