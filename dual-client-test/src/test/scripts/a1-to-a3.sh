#!/bin/sh
# Scenarios A1 to A3 by curl alone: which emulator knows a token, asked as Dual Client asks.
# Usage: a1-to-a3.sh <base URL of the emulated 3.0> <base URL of the emulated 2.3>
# Both run with their documented credentials.
set -eu

primary=$1
secondary=$2
service=21653835348762

at_primary() {
    path=$1
    shift
    curl -sS --max-time 10 -H 'Authorization: Bearer emulated-access-token' \
        -H 'Content-Type: application/json' "$@" "$primary/api/$service$path"
}

at_secondary() {
    path=$1
    shift
    curl -sS --max-time 10 -u "$service:emulated-api-secret" \
        -H 'Content-Type: application/json' "$@" "$secondary/api$path"
}

# Prints the value of a field of the JSON object on standard input.
field() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

expect() {
    case $3 in
        *"$2"*) echo "ok   $1" ;;
        *) echo "FAIL $1: expected $2"; exit 1 ;;
    esac
}

# Issues a token to a client of its own, at the backend that the given function calls.
token_at() {
    client=$("$1" /client/create -d '{"clientName":"curl","clientType":"CONFIDENTIAL",
        "grantTypes":["CLIENT_CREDENTIALS"]}' | field clientId)
    "$1" /auth/token/create -d "{\"grantType\":\"CLIENT_CREDENTIALS\",\"clientId\":$client}" | field accessToken
}

introspect_at() {
    "$1" /auth/introspection -d "{\"token\":\"$2\"}"
}

known_to_primary=$(token_at at_primary)
only_at_secondary=$(token_at at_secondary)

expect 'A1 a token known to the primary is answered there' '"usable":true' \
    "$(introspect_at at_primary "$known_to_primary")"

expect 'A2 a token only at the secondary is unknown to the primary' '"existent":false' \
    "$(introspect_at at_primary "$only_at_secondary")"
expect 'A2 and answered by the secondary' '"usable":true' \
    "$(introspect_at at_secondary "$only_at_secondary")"

expect 'A3 a token that is nowhere is unknown to the primary' '"existent":false' \
    "$(introspect_at at_primary no-such-token)"
expect 'A3 and to the secondary' '"existent":false' \
    "$(introspect_at at_secondary no-such-token)"

expect 'three calls reached the primary' '"auth-introspection":3' "$(curl -sS "$primary/_emulator/counters")"
expect 'two calls reached the secondary' '"auth-introspection":2' "$(curl -sS "$secondary/_emulator/counters")"
