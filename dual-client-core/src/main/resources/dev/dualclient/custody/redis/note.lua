-- ARGV[4]: the name.
return {revision, {redis.call('GET', prefix .. 'note:' .. ARGV[4])}}
