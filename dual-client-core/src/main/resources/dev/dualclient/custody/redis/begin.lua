-- Gives a store that is used for the first time its identity. ARGV: the prefix, an identity in case there is none.
if redis.call('SETNX', ARGV[1] .. 'identity', ARGV[2]) == 1 then
    redis.call('SET', ARGV[1] .. 'revision', '0')
end
return {tonumber(redis.call('GET', ARGV[1] .. 'revision') or '-1'), redis.call('GET', ARGV[1] .. 'identity')}
