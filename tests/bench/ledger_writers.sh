#!/bin/bash
# Pairs of decisions at once and killed writers on a GeoPackage and on PostgreSQL, and the time of one decision in a large ledger.
#   tests/bench/ledger_writers.sh DIDBAN [PAIRS=200] [OBSERVATIONS=1000000] [KILLS=50]
# Prints, for each kind of ledger, how many decisions were told as done, how many of those the ledger holds, what `cases
# verify` says, and seconds; the same of writers killed at drawn moments (seeded), with how many lists of decisions are torn and
# how many events doubled; and the seconds of one decision before and after the observations were added.
set -eu
didban=$(realpath "$1") pairs=${2:-200} observations=${3:-1000000} kills=${4:-50}
work=$(mktemp -d)
server=""
cleanup() { [ -z "$server" ] || as_server "$bin/pg_ctl" -D "$work/data" -m immediate -w stop > /dev/null 2>&1 || true; rm -rf "$work"; }
trap cleanup EXIT
chmod 755 "$work"
cd "$work"

# A city of as many plots as there are decisions, a change on each; a kill takes up to four.
mkdir city
plots=$((2 * pairs > 4 * kills ? 2 * pairs : 4 * kills))
python3 - "$plots" <<'PY'
import json, math, sys
n = int(sys.argv[1])
EAST, NORTH = 1 / (111320 * math.cos(math.radians(38.55))), 1 / 111000
def square(k, inset):
    x, y = 25 * (k % 50) + inset, 25 * (k // 50) + inset
    side = 20 - 2 * inset
    ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return {"type": "Polygon", "coordinates": [[[44.95 + a * EAST, 38.55 + b * NORTH] for a, b in ring]]}
def write(path, rows):
    json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]}, open(path, "w"))
write("city/cadastre.geojson", [({"parcel_id": f"7-1-1-{k + 1}-0-0-0", "district": "7"}, square(k, 0)) for k in range(n)])
span = {"change": "new", "probability": 0.95, "not_before": "2024-06-14", "not_after": "2025-06-20"}
write("city/changes.geojson", [(span, square(k, 5)) for k in range(n)])
open("city/permits.csv", "w").write("permit_no,parcel_id,issued\n")
open("city/city.toml", "w").write('''[city]
name = "Bench"
crs = "EPSG:32638"
ledger = "ledger.gpkg"
[cadastre]
source = "cadastre.geojson"
fields = { id = "parcel_id", district = "district" }
[permits]
source = "permits.csv"
calendar = "jalali"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued" }
''')
PY

decide() { "$didban" cases city "${ledger[@]}" confirm "$1" --note "seen by $2" --on 2025-07-01 > "said.$1" 2>&1 && echo "$1" >> "done.$2"; }
in_pairs() { # in_pairs NAME
  rm -f done.* said.*
  "$didban" judge city "${ledger[@]}" --changes city/changes.geojson -o out --quiet > /dev/null
  mapfile -t ids < <("$didban" cases city "${ledger[@]}" list | sed 1d | cut -f1)
  local begin=$EPOCHREALTIME k
  for ((k = 0; k < pairs; ++k)); do
    decide "${ids[k]}" a & decide "${ids[pairs + k]}" b & wait
  done
  local end=$EPOCHREALTIME
  local told kept
  told=$(cat done.a done.b | sort -u | wc -l)
  kept=$("$didban" cases city "${ledger[@]}" list --state confirmed | sed 1d | cut -f1 | sort | comm -12 - <(cat done.a done.b | sort) | wc -l)
  echo "$1: $told of $((2 * pairs)) decisions told as done, $kept of them kept, $(awk "BEGIN{printf \"%.1f\", $end - $begin}") s; $("$didban" cases city "${ledger[@]}" verify | cut -d, -f1)"
}

# In turn a run that writes its cases, a decision and a list of three decisions; each dies after a drawn part of the time that a run takes.
# What was told as done stands once, a list stands whole or not at all, and each case was detected once.
killed_writers() { # killed_writers NAME QUERY, a command that prints the answer to an SQL query
  local k end said stands doubled begin whole told=0 kept=0 torn=0
  RANDOM=20261126
  "$didban" judge city "${ledger[@]}" --changes city/changes.geojson -o out --quiet > /dev/null
  mapfile -t ids < <("$didban" cases city "${ledger[@]}" list | sed 1d | cut -f1)
  begin=$EPOCHREALTIME
  "$didban" judge city "${ledger[@]}" --changes city/changes.geojson -o out --quiet > /dev/null
  whole=$(awk "BEGIN{print 1.2 * ($EPOCHREALTIME - $begin)}")
  for ((k = 0; k < kills; ++k)); do
    end=$(awk "BEGIN{print 0.01 + $whole * $((RANDOM % 1000)) / 1000}")
    case $((k % 3)) in
      0) command=(judge city "${ledger[@]}" --changes city/changes.geojson -o out --quiet) ;;
      1) command=(cases city "${ledger[@]}" confirm "${ids[k]}" --note "kill $k" --on 2025-07-04) ;;
      2) { echo case_id,decision,note,on; printf "%s,confirm,kill $k,2025-07-04\n" "${ids[@]:kills + 3 * k:3}"; } > rows.csv
         command=(cases city "${ledger[@]}" import rows.csv) ;;
    esac
    said=0
    { timeout -s KILL "$end" "$didban" "${command[@]}" > /dev/null 2>&1; } 2> /dev/null || said=$?
    [ "$said" -eq 0 ] || [ "$said" -eq 137 ] || echo "  writer $k ended with $said"
    stands=$("$2" "SELECT count(*) FROM history WHERE note = 'kill $k'")
    case $((k % 3)) in
      1) [ "$said" -ne 0 ] || { told=$((told + 1)); [ "$stands" -ne 1 ] || kept=$((kept + 1)); } ;;
      2) [ "$said" -ne 0 ] || { told=$((told + 1)); [ "$stands" -ne 3 ] || kept=$((kept + 1)); }
         [ "$stands" -eq 0 ] || [ "$stands" -eq 3 ] || torn=$((torn + 1)) ;;
    esac
  done
  doubled=$("$2" "SELECT count(*) FROM (SELECT 1 FROM history GROUP BY case_id, event, note HAVING count(*) > 1) AS again")
  echo "$1: $kills writers with a kill to come, $told decisions or lists told as done, $kept of them kept, $torn lists torn, $doubled events doubled; $("$didban" cases city "${ledger[@]}" verify | cut -d, -f1)"
}

in_geopackage() { sqlite3 -cmd ".timeout 10000" kills.gpkg "$1"; } # a killed writer takes a moment to end
ledger=(--ledger "$work/kills.gpkg")
killed_writers GeoPackage in_geopackage
ledger=()
in_pairs GeoPackage

seconds() { local begin=$EPOCHREALTIME; "$@" > /dev/null; awk "BEGIN{printf \"%.3f\", $EPOCHREALTIME - $begin}"; }
one=$("$didban" cases city list | sed -n 2p | cut -f1)
small=$(seconds "$didban" cases city close "$one" --on 2025-07-02)
sqlite3 city/ledger.gpkg "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < $observations) INSERT INTO observations (parcel_key, not_before, not_after, verdict, changed_m2, case_ids, district) SELECT '9-1-' || i, '2020-01-01', '2021-01-01', 'no_change', 0.0, '', '9' FROM k"
large=$(seconds "$didban" cases city reopen "$one" --on 2025-07-03)
echo "one decision: $small s with $plots observations, $large s with $((observations + plots))"

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL: not installed"; exit 0; }
if [ "$(id -u)" -eq 0 ]; then as_server() { (cd / && runuser -u postgres -- "$@"); }; mkdir pg && chown postgres pg; else as_server() { "$@"; }; mkdir pg; fi
port=$((20000 + $$ % 20000))
ln -s "$work/pg" data
as_server "$bin/initdb" -D "$work/pg" -U didban -A trust -E UTF8 --no-sync > initdb.log
as_server "$bin/pg_ctl" -D "$work/pg" -w -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=''" -l "$work/pg/log" start > start.log
server=yes
psql() { "$bin/psql" -h 127.0.0.1 -p "$port" -U didban -qtA "$@"; }
psql -d postgres -c "CREATE DATABASE kills"
for database in postgres kills; do psql -d "$database" -c "CREATE EXTENSION postgis"; done
in_postgresql() { psql -d kills -c "$1"; }
ledger=(--ledger "PG:host=127.0.0.1 port=$port dbname=kills user=didban")
killed_writers PostgreSQL in_postgresql
ledger=(--ledger "PG:host=127.0.0.1 port=$port dbname=postgres user=didban")
in_pairs PostgreSQL
