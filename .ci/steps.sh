# What .ci/run and .ci/long share: steps whose output goes to files, with their times, and what a machine may lack.
logs="$PWD/.ci/logs"
mkdir -p "$logs"
begun=$SECONDS

totals() { # of every module: the last line that Surefire writes for it
  grep -hE 'Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$1" | sed 's/^\[[A-Z]*\] //'
}

slowest() { # the ten test classes of a step that took longest
  sed -nE 's/.*Time elapsed: ([0-9.]+) s .*-- in (.*)/\1 s \2/p' "$1" | sort -rn | head -n 10 | sed 's/^/   /'
}

step() { # step NAME COMMAND...
  local name=$1 log="$logs/$1.log"
  shift
  echo "== $name"
  local start=$SECONDS
  if "$@" >"$log" 2>&1; then
    totals "$log"
    slowest "$log"
    grep -hE '^[0-9]+ (histories|mutations|users) |^skipped: ' "$log"
    echo "== $name passed in $((SECONDS - start)) s, at $((SECONDS - begun)) s"
  else
    totals "$log"
    grep -E '^\[ERROR\]' "$log" | head -n 60
    tail -n 40 "$log"
    echo "== $name FAILED after $((SECONDS - start)) s; see $log"
    exit 1
  fi
}

histories() { # histories COUNT SEED STORE [attack or carry]: random histories that a model of the truth judges
  echo "$1 histories from seed $2 on $3"
  ./mvnw -q -B -ntp -pl dual-client-test -am test-compile exec:java -Dexec.classpathScope=test \
    -Dexec.mainClass=dev.dualclient.test.histories.LongRun "-Dexec.args=$1 $2 ${4:-engine} $3"
}

fuzz() { # fuzz COUNT SEED: random mutations of valid requests, so many for each way in which backends read forms
  echo "$1 mutations from seed $2"
  ./mvnw -q -B -ntp -pl dual-client-test -am test-compile exec:java -Dexec.classpathScope=test \
    -Dexec.mainClass=dev.dualclient.test.attack.FuzzRun "-Dexec.args=$1 $2"
}

endurance() { # endurance MINUTES SEED STORE: users of two sample servers to which everything happens
  ./mvnw -B -ntp -pl sample-server -am test -Dtest=EnduranceTest -DexcludedGroups=none -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dendurance.minutes=$1" "-Dendurance.seed=$2" "-Dendurance.stores=$3"
  local status=$?
  grep -h ' users of two servers ' sample-server/target/surefire-reports/*EnduranceTest-output.txt
  return $status
}

jdk25() { # prints where a JDK 25 is, if there is one
  local home
  for home in "${JAVA_HOME_25:-}" /usr/lib/jvm/*25*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ]; then
      echo "$home"
      return
    fi
  done
}
