#!/bin/sh
# Compiles the benchmarks and runs them with JMH: bench/jmh.sh [JMH options] [PATTERN]
set -eu
cd "$(dirname "$0")/.."
mvn -B -q -pl bench -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path -Dmdep.includeScope=test
exec java -cp "bench/target/test-classes:$(cat bench/target/class-path)" org.openjdk.jmh.Main "$@"
