#!/usr/bin/env bash
# Requests per second and times of `didban serve` on a large city, beside the library's own time.
#
#   tests/bench/serve_load.sh FOLDER [PARCELS 500000] [SECONDS 10] [CONNECTIONS 16]
#
# FOLDER keeps the invented city for the next run. Needs parcel_service_bench (ninja parcel_service_bench) and wrk. The
# load comes from the same machine and takes processor time of its own. What other work on the machine disturbs least is
# the service's own processor time for a request.
set -euo pipefail
folder=${1:?folder for the city}
parcels=${2:-500000}
seconds=${3:-10}
connections=${4:-16}
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=${DIDBAN_BIN:-$here/build/release/bin}
mkdir -p "$folder"
echo "library: $("$bin/parcel_service_bench" "$folder" "$parcels" 300 | tr -d '\n')"

"$bin/didban" serve "$folder" --port 0 --reload-every 0 2> "$folder/serve.txt" &
service=$!
trap 'kill $service 2> /dev/null || true; wait $service 2> /dev/null || true' EXIT
until address=$(grep -o 'http://127.*' "$folder/serve.txt"); do
  kill -0 $service # it must not have ended
  sleep 0.2
done

cat > "$folder/ids.lua" <<'LUA'
-- Parcels at random over the city; the ids are those of parcel_service_bench.
local parcels, kind = tonumber(os.getenv("PARCELS")), os.getenv("KIND")
local blocks = math.ceil(parcels / 40)
local seeded = 0
function setup(thread) seeded = seeded + 1; thread:set("seed", seeded) end
function init() math.randomseed(seed) end
local function id()
  local b, p = math.random(0, blocks - 2), math.random(1, 40)
  return string.format("%d-%d-%d-%d-0-0-0", b % 15 + 1, math.floor(b / 15) % 30 + 1, b, p)
end
local body = '{"floors": 5, "height_m": 16, "footprint_m2": 150, "total_area_m2": 700, "use": "residential"}'
function request()
  if kind == "health" then return wrk.format("GET", "/healthz") end
  if kind == "assess" then
    return wrk.format("POST", "/v1/parcels/" .. id() .. "/assess?on=2025-03-21", {["Content-Type"] = "application/json"}, body)
  end
  local what = kind == "limit" and "/limits/floors" or kind == "rules" and "/rules" or ""
  return wrk.format("GET", "/v1/parcels/" .. id() .. what .. "?on=2025-03-21")
end
function done(summary, latency)
  io.write(string.format("%s: %d requests, %.0f requests/s, p50 %.2f ms, p99 %.2f ms, %d answers not 200, %d broken\n", kind, summary.requests,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
LUA
used() { awk '{ print $14 + $15 }' "/proc/$service/stat"; } # user and system ticks of the service
for kind in health limit rules file assess; do
  before=$(used)
  line=$(PARCELS=$parcels KIND=$kind wrk -t1 -c"$connections" -d"${seconds}s" -s "$folder/ids.lua" "$address" | grep "^$kind:")
  requests=$(sed 's/^[a-z]*: \([0-9]*\) .*/\1/' <<< "$line")
  awk -v line="$line" -v ticks=$(($(used) - before)) -v tick="$(getconf CLK_TCK)" -v n="$requests" \
    'BEGIN { printf "%s, %.2f ms of processor time each\n", line, 1000 * ticks / tick / n }'
done
ps -o rss= -p $service | awk '{ printf "memory: %d MB\n", $1 / 1024 }'
