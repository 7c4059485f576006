# Registers, cadastres and plans under the names that their owners gave: words, columns, layers and systems are told in city.toml, nothing is edited.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 - "$work" <<'PY'
import json, sys
folder = sys.argv[1]


def square(i):
    x, y = 44.95 + 0.0003 * i, 38.55
    return [[[x, y], [x + 0.0002, y], [x + 0.0002, y + 0.0002], [x, y + 0.0002], [x, y]]]


# TopoJSON says no system.
arcs = [square(i)[0] for i in range(4)]
parcels = [{"type": "Polygon", "arcs": [[i]], "properties": {"suID": f"A-{i}", "levelName": "north"}} for i in range(4)]
with open(f"{folder}/cadastre.topojson", "w") as out:
    json.dump({"type": "Topology", "objects": {"parcels": {"type": "GeometryCollection", "geometries": parcels}}, "arcs": arcs}, out)
zones = [{"type": "Feature", "properties": {"ZONE_TYPE": code}, "geometry": {"type": "Polygon", "coordinates": square(i)}} for i, code in enumerate(("R1", "C2"))]
with open(f"{folder}/zoning.geojson", "w") as out:
    json.dump({"type": "FeatureCollection", "features": zones}, out)
with open(f"{folder}/permits.csv", "w") as out:
    out.write("PermitNum,PIN,IssuedDate,StatusCurrentMapped,WorkClassMapped,PermitClassMapped\n")
    out.write("P1,A-0,2024-05-01,Permit Issued,New,Residential\n")
    out.write("P2,A-1,2024-05-01,Permit Finaled,Existing,Non-Residential\n")
    out.write("P3,\"A-2, A-3\",2024-05-01,In Abeyance,New,Residential\n")
    out.write("P4,A-3,2024-05-01,In Abeyance,New,Residential\n")
    out.write("P5,A-3,2024-05-01,Sleeping,New,Residential\n")
with open(f"{folder}/rules.toml", "w") as out:
    out.write('format = 1\n')
with open(f"{folder}/base.toml", "w") as out:
    out.write('''[city]
name = "Others"
crs = "EPSG:32638"
[cadastre]
source = "cadastre.topojson"
profile = "ladm"
crs = "EPSG:4326"
[permits]
source = "permits.csv"
profile = "blds"
calendar = "gregorian"
[plan.zones]
source = "zoning.geojson"
fields = { zone = "ZONE_TYPE" }
''')
PY
problems() { # CITY: "code count" lines, and the examples of words
  "$DIDBAN" check "$1" --json --quiet > "$work/check.json" || true
  python3 - "$work/check.json" <<'PY'
import json, sys
for p in json.load(open(sys.argv[1]))["problems"]:
    print(p["code"], p["count"], *p["examples"])
PY
}
cp "$work/base.toml" "$work/city.toml"
problems "$work" > "$work/said"
grep -q '^permit.status.unknown 3 "In Abeyance" in 2 rows "Sleeping" in 1 rows$' "$work/said"
if grep -E '^(permit.kind.unknown|permit.use.unknown|permit.parcel.not_in_cadastre|cadastre.unreadable|permits.unreadable|plan.unreadable)' "$work/said"; then exit 1; fi

printf '[permits.words]\nstatus = { "in abeyance" = "suspended", "Sleeping" = "draft" }\n' >> "$work/city.toml"
problems "$work" > "$work/said"
if grep '^permit.status.unknown' "$work/said"; then exit 1; fi
"$DIDBAN" parcel "$work" A-2 --on 2025-01-01 --quiet > "$work/parcel.json"
python3 - "$work/parcel.json" <<'PY'
import sys
text = open(sys.argv[1]).read()
assert '"P3"' in text and "suspended" in text, text[:3000]
assert '"P1"' not in text
PY
"$DIDBAN" parcel "$work" A-1 --on 2025-01-01 --quiet | grep -q '"C2"'

refused() { # TEXT
  status=0
  "$DIDBAN" parcel "$work" A-1 --quiet > /dev/null 2> "$work/warned" || status=$?
  [ "$status" = 2 ] && grep -q -- "$1" "$work/warned" || { echo "exit $status"; cat "$work/warned"; exit 1; }
}
sed '/^crs = "EPSG:4326"/d' "$work/base.toml" > "$work/city.toml"
refused 'no coordinate reference system; write the one it was drawn in under \[cadastre\]'
sed 's/^crs = "EPSG:4326"/crs = "EPSG:99999999"/' "$work/base.toml" > "$work/city.toml"
refused 'city.toml:7: crs = "EPSG:99999999" is not known'
{ cat "$work/base.toml"; echo 'crs = "EPSG:32639"'; } > "$work/city.toml"
refused 'city.toml:15: crs = "EPSG:32639" contradicts .*zoning.geojson, which says that it is in WGS 84'
sed 's/ZONE_TYPE/ZONE_TIPE/' "$work/base.toml" > "$work/city.toml"
refused 'has no column "ZONE_TIPE"; did you mean "ZONE_TYPE"?'
sed 's/cadastre.topojson/zoning.geojson/' "$work/base.toml" > "$work/city.toml"
refused 'profile = "ladm" finds no column for "id"'
