# The ledger in a real PostgreSQL server with PostGIS, started on loopback and stopped again: the same cases as in a file.
bin=/usr/lib/postgresql/15/bin
if [ ! -x "$bin/initdb" ] || ! ls /usr/share/postgresql/15/extension/postgis.control > /dev/null 2>&1; then
  echo "skipped: PostgreSQL 15 with PostGIS is not installed (apt install postgresql postgresql-15-postgis-3)"
  exit 77
fi
work=$(mktemp -d)
port=$((20000 + $$ % 20000))
if [ "$(id -u)" -eq 0 ]; then
  as_server() { runuser -u postgres -- "$@"; }
  chown postgres "$work"
else
  as_server() { "$@"; }
fi
cleanup() {
  as_server "$bin/pg_ctl" -D "$work/data" -m immediate -w stop > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
as_server sh -c "umask 077; printf 'loopback-only' > '$work/password'"
as_server "$bin/initdb" -D "$work/data" -U didban -A scram-sha-256 --pwfile="$work/password" -E UTF8 --no-sync > initdb.log
as_server "$bin/pg_ctl" -D "$work/data" -w -l "$work/server.log" \
  -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$work -c fsync=off" start > start.log
export PGPASSWORD=loopback-only
sql() { "$bin/psql" -h 127.0.0.1 -p "$port" -U didban -d postgres -qtA -v ON_ERROR_STOP=1 -c "$1"; }

mkdir city
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o in_file --quiet > /dev/null
cp -r city city_pg
sed -i "s|^ledger = .*|ledger = \"PG:host=127.0.0.1 port=$port dbname=postgres user=didban password=\${PGPASSWORD} active_schema=didban\"|" city_pg/city.toml

# Without PostGIS there is nowhere to keep shapes: said so, and nothing is half-written.
sql 'CREATE SCHEMA didban'
status=0
"$DIDBAN" judge city_pg --changes city/changes.geojson -o too_early --quiet > /dev/null 2> said.txt || status=$?
if [ "$status" != 0 ]; then
  grep -qi "postgis" said.txt && ! grep -q loopback-only said.txt || { cat said.txt; exit 1; }
fi
sql 'DROP SCHEMA didban CASCADE; CREATE EXTENSION postgis; CREATE SCHEMA didban'

status=0
"$DIDBAN" cases city_pg list > /dev/null 2> said.txt || status=$?
[ "$status" = 2 ] && grep -q "no ledger yet" said.txt || { cat said.txt; exit 1; }
"$DIDBAN" judge city_pg --changes city/changes.geojson -o in_database --quiet > /dev/null
for file in findings.geojson parcels.geojson findings.csv; do cmp "in_file/$file" "in_database/$file"; done
! grep -rq loopback-only in_database || { echo "the password stands in a result"; exit 1; }
"$DIDBAN" cases city list > file.txt
"$DIDBAN" cases city_pg list > database.txt
cmp file.txt database.txt
[ "$(sql 'SELECT count(*) FROM didban.observations')" = 6 ]
[ "$(sql "SELECT count(*) FROM didban.cases WHERE ST_SRID(geom) = 32638 AND ST_IsValid(geom)")" = "$(($(wc -l < file.txt) - 1))" ]

# A decision is kept through the next run; grants on the tables stay.
sql 'CREATE ROLE inspector; GRANT SELECT ON didban.cases TO inspector'
case_id=$("$DIDBAN" cases city_pg list --verdict suspected | sed -n 2p | cut -f1)
"$DIDBAN" cases city_pg dismiss "$case_id" --reason PERMIT_FOUND --on 2026-07-01
"$DIDBAN" judge city_pg --changes city/changes.geojson -o again --quiet > /dev/null
"$DIDBAN" cases city dismiss "$case_id" --reason PERMIT_FOUND --on 2026-07-01
"$DIDBAN" judge city --changes city/changes.geojson -o again_in_file --quiet > /dev/null
cmp again_in_file/findings.geojson again/findings.geojson
"$DIDBAN" cases city_pg show "$case_id" | grep -q '"state": "dismissed"'
"$DIDBAN" cases city_pg verify
[ "$(sql 'SELECT count(*) FROM didban.observations')" = 6 ]
[ "$(sql "SELECT has_table_privilege('inspector', 'didban.cases', 'SELECT')")" = t ]
"$DIDBAN" parcel city_pg 7-1-1-1 --format json | grep -q "$("$DIDBAN" cases city list | grep 7-1-1-1 | cut -f1)"

# The chain tells of a line that was changed, taken out or cut off.
sql "CREATE TABLE didban.kept AS TABLE didban.history"
damaged() {
  status=0
  "$DIDBAN" cases city_pg verify > /dev/null 2> said.txt || status=$?
  [ "$status" = 1 ] && grep -q "$1" said.txt || { cat said.txt; exit 1; }
  sql "TRUNCATE didban.history; INSERT INTO didban.history SELECT * FROM didban.kept"
  "$DIDBAN" cases city_pg verify > /dev/null
}
sql "UPDATE didban.history SET note = 'another' WHERE number = 2"; damaged "line 2"
sql "DELETE FROM didban.history WHERE number = 3"; damaged "line 3 is missing"
sql "DELETE FROM didban.history WHERE number = (SELECT max(number) FROM didban.history)"; damaged "its head tells of"
sql "DROP TABLE didban.kept"

# Everybody decides another case of one database at once: nobody loses anything.
ids=$("$DIDBAN" cases city_pg list | sed 1d | cut -f1 | grep -v "$case_id")
for id in $ids; do ( "$DIDBAN" cases city_pg close "$id" --on 2026-07-02 > "closed.$id" 2>&1 || echo "$id failed" >> failed.txt ) & done
wait
[ ! -e failed.txt ] || { cat failed.txt closed.*; exit 1; }
[ "$("$DIDBAN" cases city_pg list --state closed | sed 1d | wc -l)" = "$(echo "$ids" | wc -l)" ]
"$DIDBAN" cases city_pg verify > /dev/null

# A table of that name that is another one is left alone; a server that is gone is named without the password.
sql 'CREATE SCHEMA other; CREATE TABLE other.history (x int)'
sed 's/active_schema=didban/active_schema=other/' -i city_pg/city.toml
status=0
"$DIDBAN" judge city_pg --changes city/changes.geojson -o refused --quiet > /dev/null 2> said.txt || status=$?
[ "$status" != 0 ] && ! grep -q loopback-only said.txt || { cat said.txt; exit 1; }
[ "$(sql 'SELECT count(*) FROM pg_tables WHERE schemaname = '"'other'")" = 1 ]
as_server "$bin/pg_ctl" -D "$work/data" -m fast -w stop > /dev/null
status=0
"$DIDBAN" judge city_pg --changes city/changes.geojson -o gone --quiet > /dev/null 2> said.txt || status=$?
[ "$status" = 2 ] && grep -q "cannot connect" said.txt && ! grep -q loopback-only said.txt && [ ! -e gone ] || { cat said.txt; exit 1; }
