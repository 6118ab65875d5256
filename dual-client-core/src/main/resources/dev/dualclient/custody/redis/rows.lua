-- Returns rows of the outbox by their ids, each behind its id. A row that is gone is told as an empty one, which nobody can
-- read.
local function rows(ids)
    local found = {}
    for _, id in ipairs(ids) do
        found[#found + 1] = id
        found[#found + 1] = redis.call('GET', prefix .. 'entry:' .. id) or ''
    end
    return found
end
