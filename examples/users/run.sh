#!/bin/sh
# Lets users of the sample server, an old system with the password grant, log in at a new application, and prints what
# they see.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B -ntp -pl sample-server -am package -DskipTests
jar=$(ls "$(pwd)"/sample-server/target/sample-server-*.jar | head -n 1)
exec ./mvnw -q -B -ntp -Pexamples -pl examples/users -am spring-boot:run \
  "-Dspring-boot.run.arguments=$jar"
