#!/bin/sh
# Upgrades tokens of npm's oidc-provider to those of Spring Authorization Server on the way to two services, in each mode,
# and prints what callers see. Needs Node.js 20 or later.
set -eu
cd "$(dirname "$0")/../.."
npm ci --silent --no-audit --no-fund --prefix examples/old-idp
exec ./mvnw -q -B -ntp -Pexamples -pl examples/upgrade -am spring-boot:run \
  "-Dspring-boot.run.arguments=$(pwd)/examples/old-idp"
