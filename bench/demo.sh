#!/usr/bin/env bash
# Measures what issue and README promise of the demo: rounds of a cold demo, a warm restart and a warm query, one after
# the other on this machine. Prints each round and the medians, and writes them to results/demo.json.
#
#   bench/demo.sh [ROUNDS]        default 3
set -euo pipefail
cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

rounds=${1:-3}
tidewater=$PWD/tidewater
work=$(mktemp -d)
trap '(cd "$work" && "$tidewater" down --project .tidewater/demo >/dev/null 2>&1) || true; rm -rf "$work"' EXIT

names=(cold_ready first_rows all_rows resident_mib down warm_ready warm_query)
declare -A values

# Durations stand in the report as PT12.3S or PT1M2.3S.
seconds() {
  sed -E 's/^PT//; s/S$//' | awk -F M '{ if (NF == 2) print $1 * 60 + $2; else print $1 }'
}
field() {
  grep -o "\"$1\" : [^,}]*" <<<"$2" | head -n 1 | sed -E 's/.* : "?([^"]*)"?/\1/'
}
now() {
  date +%s.%N
}
elapsed() {
  awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f", to - from }'
}

"$tidewater" --version >/dev/null
cd "$work"
for ((round = 1; round <= rounds; round++)); do
  report=$("$tidewater" demo -o json 2>/dev/null)
  values[cold_ready]+="$(field stack-ready "$report" | seconds) "
  values[first_rows]+="$(field first-rows "$report" | seconds) "
  values[all_rows]+="$(field all-rows "$report" | seconds) "
  values[resident_mib]+="$(($(field resident-bytes "$report") / 1048576)) "
  values[down]+="$(field down "$report" | seconds) "

  from=$(now)
  "$tidewater" up --project .tidewater/demo >/dev/null 2>&1
  values[warm_ready]+="$(elapsed "$from") "
  query="SELECT category, COUNT(*) FROM shop.revenue_by_category GROUP BY category"
  "$tidewater" query --project .tidewater/demo "$query" >/dev/null
  "$tidewater" query --project .tidewater/demo "$query" >/dev/null
  from=$(now)
  "$tidewater" query --project .tidewater/demo "$query" >/dev/null
  values[warm_query]+="$(elapsed "$from") "
  "$tidewater" down --project .tidewater/demo >/dev/null 2>&1
  printf 'round %d:' "$round"
  for name in "${names[@]}"; do
    printf '  %s %s' "$name" "$(tr ' ' '\n' <<<"${values[$name]}" | sed '/^$/d' | tail -n 1)"
  done
  printf '\n'
done

median() {
  tr ' ' '\n' | sed '/^$/d' | sort -g | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
results=$(dirname -- "$tidewater")/bench/results/demo.json
mkdir -p "$(dirname -- "$results")"
{
  printf '{"rounds": %d, "cores": %d' "$rounds" "$(nproc)"
  for name in "${names[@]}"; do
    printf ', "%s": {"median": %s, "all": [%s]}' "$name" "$(median <<<"${values[$name]}")" \
      "$(sed -E 's/ +$//; s/ /, /g' <<<"${values[$name]}")"
  done
  printf '}\n'
} >"$results"
printf 'medians:'
for name in "${names[@]}"; do
  printf '  %s %s' "$name" "$(median <<<"${values[$name]}")"
done
printf '\n'
