# A ledger that several people and programs hold: decisions at once, during a run and while a GIS has it open; and what
# belongs to the office (file mode, a link, tables and columns of its own) stays.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir city share
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
"$DIDBAN" judge city --changes city/changes.geojson -o out --quiet > /dev/null
mv city/ledger.gpkg share/ledger.gpkg
ln -s ../share/ledger.gpkg city/ledger.gpkg
chmod 0660 share/ledger.gpkg
/usr/bin/python3 - share/ledger.gpkg <<'PY'
import sys
from osgeo import ogr
ogr.UseExceptions()
ds = ogr.Open(sys.argv[1], 1)
notes = ds.CreateLayer("notes", None, ogr.wkbNone)
notes.CreateField(ogr.FieldDefn("text"))
note = ogr.Feature(notes.GetLayerDefn())
note["text"] = "call the owner"
notes.CreateFeature(note)
ds.GetLayerByName("cases").CreateField(ogr.FieldDefn("team"))
ds.ExecuteSQL("UPDATE cases SET team = 'four'")
PY
mapfile -t ids < <("$DIDBAN" cases city list | sed 1d | cut -f1)

# One case each, all at once, while a run follows the cases and a GIS (a write-ahead log, a read transaction) looks on.
/usr/bin/python3 - share/ledger.gpkg > gis.txt <<'PY' &
import sqlite3, sys
gis = sqlite3.connect(sys.argv[1], isolation_level=None)
assert gis.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
gis.execute("BEGIN")
print(gis.execute("SELECT count(*) FROM cases").fetchone()[0], flush=True)
import os
while not os.path.exists("decided"):
    pass
gis.execute("COMMIT")
gis.execute("UPDATE notes SET text = text || ' again'")
PY
gis=$!
until [ -s gis.txt ]; do :; done
umask 077
"$DIDBAN" judge city --changes city/changes.geojson -o again --quiet > /dev/null & run=$!
deciders=()
for id in "${ids[@]}"; do
  "$DIDBAN" cases city close "$id" --note "by $id" --on 2026-07-01 > "said.$id" 2>&1 & deciders+=($!)
done
for pid in "${deciders[@]}"; do wait "$pid" || { cat said.*; exit 1; }; done
wait "$run"
touch decided
wait "$gis"
[ "$("$DIDBAN" cases city list --state closed | sed 1d | wc -l)" = "${#ids[@]}" ]
for id in "${ids[@]}"; do "$DIDBAN" cases city show "$id" | grep -q "\"note\": \"by $id\""; done
"$DIDBAN" cases city verify | grep -q "is whole"
[ -L city/ledger.gpkg ] && [ "$(stat -c %a share/ledger.gpkg)" = 660 ]
[ "$(sqlite3 share/ledger.gpkg "SELECT text FROM notes")" = "call the owner again" ]
[ "$(sqlite3 share/ledger.gpkg "SELECT DISTINCT team FROM cases")" = "four" ]
[ "$(sqlite3 share/ledger.gpkg "PRAGMA integrity_check")" = ok ]

# While somebody else writes, a decision says that it waits, and goes through afterwards.
first=${ids[0]}
/usr/bin/python3 - share/ledger.gpkg > holds.txt <<'PY' &
import os, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
while not os.path.exists("let_go"):
    pass
other.execute("ROLLBACK")
PY
holder=$!
until [ -s holds.txt ]; do :; done
"$DIDBAN" cases city reopen "$first" --on 2026-07-02 > reopened.txt 2>&1 & waiting=$!
until grep -q "waiting: another process is writing" reopened.txt; do kill -0 "$waiting"; done
touch let_go
wait "$waiting" && wait "$holder"
"$DIDBAN" cases city show "$first" | grep -q '"state": "detected"'
