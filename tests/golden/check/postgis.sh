# Cadastre and permits from a real PostgreSQL server with PostGIS, started on loopback and stopped again. Names and places are invented.
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
"$bin/psql" -h 127.0.0.1 -p "$port" -U didban -d postgres -q -v ON_ERROR_STOP=1 > psql.log <<'SQL'
CREATE EXTENSION postgis;
CREATE SCHEMA shahr;
CREATE TABLE shahr.parcels (id serial PRIMARY KEY, renovation_code text, district integer, geom geometry(MultiPolygon, 32638));
INSERT INTO shahr.parcels (renovation_code, district, geom)
SELECT '7-12-' || i || '-3', 7, ST_Multi(ST_MakeEnvelope(495000 + 30 * i, 4266000, 495020 + 30 * i, 4266020, 32638)) FROM generate_series(1, 50) AS i;
INSERT INTO shahr.parcels (renovation_code, district, geom)
VALUES ('0-0-0-3-51-12-7', 7, ST_Multi(ST_GeomFromText('POLYGON((496600 4266000, 496620 4266020, 496620 4266000, 496600 4266020, 496600 4266000))', 32638)));
CREATE TABLE shahr.permits (permit_no text, plot text, issued date, completed text, kind text);
INSERT INTO shahr.permits VALUES ('P-1', '7-12-1-3', '2021-03-21', '1403/12/30', 'نوسازی'), ('P-2', '۷-۱۲-۲-۳', '2022-03-21', NULL, 'تعميرات'),
    ('P-3', '9-9-9-9', NULL, '', 'new');
SQL

cat > city.toml <<TOML
[city]
crs = "EPSG:32638"
[cadastre]
source = "PG:host=127.0.0.1 port=$port dbname=postgres user=didban password=\${PGPASSWORD}"
layer = "shahr.parcels"
fields = { id = "renovation_code", district = "district" }
[permits]
source = "PG:host=127.0.0.1 port=$port dbname=postgres user=didban password=\${PGPASSWORD}"
layer = "shahr.permits"
calendar = "jalali"
fields = { id = "permit_no", parcel = "plot", issued = "issued", completed = "completed", kind = "kind" }
TOML
"$DIDBAN" check . --json --quiet > out.json
python3 - out.json <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
count = {p["code"]: p["count"] for p in report["problems"]}
assert report["parcels"] == 51 and report["permits"] == 3, report
for code, n in {"parcel.geometry.invalid": 1, "parcel.code.reversed": 1, "permit.date.other_calendar": 2, "permit.date.issue_unreadable": 1,
                "permit.text.arabic_letters": 1, "permit.text.persian_digits": 1, "permit.parcel.not_in_cadastre": 1}.items():
    assert count.get(code) == n, (code, n, count)
PY

# A column that is not there, and a server that is not there: exit 2, the nearest name, no password in the message.
sed -i 's/renovation_code/renovation_cod/' city.toml
set +e
"$DIDBAN" check . --quiet > out 2> err
code=$?
set -e
test "$code" -eq 2
grep -q 'did you mean "renovation_code"' out
as_server "$bin/pg_ctl" -D "$work/data" -m fast -w stop > /dev/null
set +e
"$DIDBAN" check . --quiet > out 2> err
code=$?
set -e
test "$code" -eq 2
grep -q 'cannot connect' out
if grep -q loopback-only out err; then
    echo "the password is repeated in a message"
    exit 1
fi
