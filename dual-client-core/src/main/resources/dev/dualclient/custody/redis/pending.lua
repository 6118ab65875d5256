-- ARGV from 4: a sorted set, a score, the member behind which to begin or '', how many.
return {revision, rows(page(prefix .. ARGV[4], ARGV[5], ARGV[6], ARGV[7], false))}
