#!/usr/bin/env bash
# Measures what it costs to keep what cannot be decoded and what comes late. Starts a stack for its broker and registry, and
# runs the pipelines in a JVM of its own, interleaved, so that their CPU time can be told apart.
#
#   bench/topics.sh [RECORDS] [ROUNDS]        default 2000000 3
set -euo pipefail
cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

records=${1:-2000000}
rounds=${2:-3}
tidewater=$PWD/tidewater
work=$(mktemp -d)
trap '"$tidewater" down --project "$work" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

printf 'name: bench\n' >"$work/tidewater.yaml"
status=$("$tidewater" up --project "$work" -o json)
brokers=$(sed -nE 's/.*"bootstrap-servers" : "([^"]*)".*/\1/p' <<<"$status" | head -n 1)
registry=$(grep -A2 '"schema-registry"' <<<"$status" | sed -nE 's/.*"url" : "([^"]*)".*/\1/p' | head -n 1)
mvn -B -q -pl bench -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path -Dmdep.includeScope=test
java -Xmx3g -Dlog4j2.level=ERROR --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp "bench/target/test-classes:$(cat bench/target/class-path)" \
  dev.tidewater.bench.TopicPipelines "$brokers" "$registry" "$records" "$rounds"
