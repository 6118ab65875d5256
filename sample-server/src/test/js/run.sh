#!/bin/sh
# Starts the sample server on a free port, lets openid-client use it, looks for what the dashboard
# and the alert rules name, and stops it again.
# Needs the sample's classes: ./mvnw -q -pl sample-server -am package -DskipTests
set -eu
cd "$(dirname "$0")"
root=$(cd ../../../.. && pwd)
jar=$(ls "$root"/sample-server/target/sample-server-*.jar | head -n 1)
port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
log=$(mktemp)

npm ci --silent --no-audit --no-fund

java -jar "$jar" --server.port="$port" >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$log"' EXIT INT TERM

tries=0
until grep -q "^Open http" "$log"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 120 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$log" >&2
    echo "the sample server did not start" >&2
    exit 1
  fi
  sleep 0.5
done

if ! node flow.mjs "http://localhost:$port" || ! node promql.mjs "http://localhost:$port"; then
  cat "$log" >&2
  exit 1
fi
