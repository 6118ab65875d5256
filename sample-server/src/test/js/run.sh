#!/bin/sh
# Starts emulators of both backends and the sample server on free ports, lets unrelated OAuth clients use it, looks for
# what the dashboard and the alert rules name, each within five minutes, and stops all again.
# Needs the sample's jar: ./mvnw -q -pl sample-server -am package -DskipTests
set -eu
cd "$(dirname "$0")"
root=$(cd ../../../.. && pwd)
jar=$(ls "$root"/sample-server/target/sample-server-*.jar | head -n 1)
port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
issuer="http://localhost:$port"
logs=$(mktemp -d)
pids=""

stop() {
  for pid in $pids; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$logs"
}
trap stop EXIT
trap 'exit 1' INT TERM

fail() { # fail NAME MESSAGE
  cat "$logs/$1" >&2
  echo "$2" >&2
  exit 1
}

start() { # start NAME COMMAND...
  name=$1
  shift
  "$@" >"$logs/$name" 2>&1 &
  pids="$! $pids"
}

started() { # started NAME LINE: waits for the line
  tries=0
  until grep -q "$2" "$logs/$1"; do
    tries=$((tries + 1))
    [ "$tries" -le 240 ] || fail "$1" "$1 did not start"
    sleep 0.5
  done
}

emulator() { # emulator NAME VERSION: the jar of the sample has the emulators in it
  start "$1" java -cp "$jar" -Dloader.main=dev.dualclient.test.emulator.AuthleteEmulator \
    org.springframework.boot.loader.launch.PropertiesLauncher --version "$2" --issuer "$issuer"
}

url() { # url NAME: where that emulator listens
  sed -n 's/.*emulated at \(http[^,]*\),.*/\1/p' "$logs/$1"
}

npm ci --silent --no-audit --no-fund

emulator primary 3.0
emulator secondary 2.3
started primary "emulated at"
started secondary "emulated at"
primary=$(url primary)
secondary=$(url secondary)

start sample java -jar "$jar" --server.port="$port" \
  --dual-client.primary.base-url="$primary" \
  --dual-client.primary.service-id=21653835348762 \
  --dual-client.primary.access-token=emulated-access-token \
  --dual-client.secondary.base-url="$secondary" \
  --dual-client.secondary.service-id=21653835348762 \
  --dual-client.secondary.api-key=21653835348762 \
  --dual-client.secondary.api-secret=emulated-api-secret \
  --spring.config.import=classpath:demo-users.yaml \
  --sample.resource-server.secret=resource-server-secret-of-tests \
  --sample.operator.secret=operator-secret-of-tests
started sample "^Open http"

clients="openid-client oauth4webapi"
if /usr/bin/python3 -c 'import authlib, requests' 2>/dev/null; then
  clients="$clients authlib"
else
  echo "skipped: Authlib; install Debian's python3-authlib"
fi
if [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] && [ -x /usr/sbin/apache2 ]; then
  clients="$clients mod_auth_openidc"
else
  echo "skipped: mod_auth_openidc; install Debian's apache2-bin and libapache2-mod-auth-openidc"
fi
for script in $clients promql; do
  timeout 300 node "$script.mjs" "$issuer" "$primary" "$secondary" || fail sample "$script did not complete"
done
