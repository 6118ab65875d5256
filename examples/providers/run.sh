#!/bin/sh
# Walks through a migration from npm's oidc-provider to Spring Authorization Server, behind the providers kit, and prints
# what callers see. Needs Node.js 20 or later.
set -eu
cd "$(dirname "$0")/../.."
npm ci --silent --no-audit --no-fund --prefix examples/old-idp
exec ./mvnw -q -B -ntp -Pexamples -pl examples/providers -am spring-boot:run \
  "-Dspring-boot.run.arguments=$(pwd)/examples/old-idp"
