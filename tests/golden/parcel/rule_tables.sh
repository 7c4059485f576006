# The rules of the Arak sample as tables of a GeoPackage: the same answer for every parcel and day, and mistakes that name the row.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
for day in 1389/01/01 1391/01/01 1404/01/01; do
  "$DIDBAN" parcel "$work" --all --on $day -o "$work/toml-${day%%/*}.geojson" --quiet
done
for id in 3-1-10-2 3-1-10-8 3-1-10-11 3-1-11-2 3-1-12-1; do "$DIDBAN" parcel "$work" $id --on 1404/01/01 > "$work/toml-$id.json"; done
# The tables are made here from rules.toml by a reader of its own, as a planner's script would.
cat > "$work/tables.py" <<'PY'
import sqlite3, sys, tomllib
folder, target = sys.argv[1], sys.argv[2]
rules = tomllib.load(open(folder + "/rules.toml", "rb"))
def band(edges, i): return edges[i], edges[i + 1]
def written(x): return "inf" if x == float("inf") else f"{x:g}"
def text(v):
    if isinstance(v, bool): return "true" if v else "false"
    if isinstance(v, str): return v
    if isinstance(v, (int, float)): return written(v)
    if isinstance(v, list) and all(isinstance(x, str) for x in v): return "; ".join(v)
    if isinstance(v, list): return "[" + ", ".join(written(x) for x in v) + "]"
    return "{ " + ", ".join(f"{k} = " + ("[" + ", ".join(f'"{x}"' if isinstance(x, str) else written(x) for x in w) + "]" if isinstance(w, list) else text(w)) for k, w in v.items()) + " }"
rows = []
def flat(rule, extra):
    row = {k: text(v) for k, v in rule.items() if not isinstance(v, dict)}
    for part in ("source", "applies", "effect"):
        for k, v in rule.get(part, {}).items(): row[k] = text(v)
    row.update(extra)
    rows.append(row)
for rule in rules.get("rule", []): flat(rule, {})
for table in rules.get("table", []):
    columns = table.get("columns", {"fact": None, "values": [None]})
    for r in range(len(table["rows"]["edges"]) - 1):
        for c, zone in enumerate(columns["values"]):
            cell = table["cells"][r][c] if "columns" in table else table["cells"][r]
            low, high = band(table["rows"]["edges"], r)
            fact = table["rows"]["fact"]
            extra = {"id": f"{table['id']}/[{low:g},{written(high)})" + (f"/{zone}" if zone else "")}
            extra.update({k: text(v) for k, v in cell.items()} if isinstance(cell, dict) else {"value": text(cell)})
            if fact.endswith(("_m", "_m2")): extra.update({fact + "_from": written(low), fact + "_below": written(high)})
            else: extra["given"] = "{ " + f"{fact} = [{written(low)}, {written(high)}]" + " }"
            if zone: extra["zone"] = zone
            flat({k: v for k, v in table.items() if k not in ("rows", "columns", "cells")}, extra)
# A GeoPackage of tables without geometry, as the standard wants it.
db = sqlite3.connect(target)
db.executescript("""PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('undefined', -1, 'NONE', -1, 'undefined', NULL), ('undefined', 0, 'NONE', 0, 'undefined', NULL);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT '2000-01-01T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);""")
def write(name, rows):
    fields = list(dict.fromkeys(k for row in rows for k in row))
    kinds = ", ".join(f'"{f}" ' + ("REAL" if f == "plot_area_m2_from" else "TEXT") for f in fields)
    db.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {kinds})")
    db.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'attributes', ?, 0)", (name, name))
    for row in rows:
        db.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    db.commit()
write("rules", rows)
write("plan", [{k: text(v) for k, v in rules["plan"].items()}])
write("uses", [{k: text(v) for k, v in use.items()} for use in rules["use"]])
PY
python3 "$work/tables.py" "$work" "$work/rules.gpkg"
sed -i 's/^rules = .*/rules = "rules.gpkg"/' "$work/city.toml"
for day in 1389/01/01 1391/01/01 1404/01/01; do
  "$DIDBAN" parcel "$work" --all --on $day -o "$work/gpkg-${day%%/*}.geojson" --quiet
done
for id in 3-1-10-2 3-1-10-8 3-1-10-11 3-1-11-2 3-1-12-1; do "$DIDBAN" parcel "$work" $id --on 1404/01/01 > "$work/gpkg-$id.json"; done
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
def rows(name):
    out = []
    for feature in json.load(open(f"{work}/{name}.geojson"))["features"]:
        feature["properties"].pop("answer_hash", None)   # it holds the hashes of the input files
        out.append(feature)
    return out
for day in ("1389", "1391", "1404"):
    assert rows(f"toml-{day}") == rows(f"gpkg-{day}") and len(rows(f"toml-{day}")) == 31, day
for one in ("3-1-10-2", "3-1-10-8", "3-1-10-11", "3-1-11-2", "3-1-12-1"):
    a, b = (json.load(open(f"{work}/{k}-{one}.json")) for k in ("toml", "gpkg"))
    assert a["rules"] == b["rules"] and a["facts"] == b["facts"], one
PY
"$DIDBAN" check "$work" > /dev/null 2>&1
# Mistakes: table and row, exit 2.
refuse() { # refuse SQL EXPECTED
  local code=0
  cp "$work/rules.gpkg" "$work/good.gpkg"
  sqlite3 "$work/rules.gpkg" "$1"
  "$DIDBAN" parcel "$work" 3-1-10-2 > /dev/null 2> "$work/err" || code=$?
  [ $code -eq 2 ] || { echo "'$1' gave $code"; cat "$work/err"; exit 1; }
  grep -qF -- "$2" "$work/err" || { echo "'$1': not '$2' in"; cat "$work/err"; exit 1; }
  code=0; "$DIDBAN" check "$work" > "$work/out" 2> /dev/null || code=$?
  [ $code -eq 2 ] && grep -qF 'plan.rules_unreadable' "$work/out"
  mv "$work/good.gpkg" "$work/rules.gpkg"
}
refuse "UPDATE rules SET quantity = 'flors' WHERE fid = 3" 'rules.gpkg, table rules, row 3: '
refuse "UPDATE rules SET unit = 'm' WHERE fid = 10" 'rules.gpkg, table rules, row 10: '
refuse "UPDATE rules SET value = '0.6' WHERE unit = 'percent'" 'write 60'
refuse "ALTER TABLE rules ADD COLUMN valid_to TEXT; UPDATE rules SET valid_to = '1380/01/01' WHERE fid = 2" 'dates reversed'
refuse "ALTER TABLE rules RENAME COLUMN quantity TO quantitty" 'did you mean "quantity"?'
refuse "UPDATE rules SET passage_width_m_below = '30' WHERE id LIKE 'floors-by-passage/[12,24)/LOW'" 'overlap those of rule'
refuse "DELETE FROM rules; INSERT INTO rules (id) VALUES ('x')" '"level" is missing'
