# A code of a foreign plan may mean a kind of overlay that the city names itself: in the layer, in rules.toml, in tables, on the page.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/city" "$work/tables"
python3 - "$work/plan.gml" <<'PY'
import sys
def surface(w, e):
    return (f'<gml:MultiSurface gml:id="g{w}" srsName="urn:ogc:def:crs:EPSG::32639" srsDimension="2"><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>'
            f'{w} 3770000 {e} 3770000 {e} 3770100 {w} 3770100 {w} 3770000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>')
ident = lambda i: f'<plu:inspireId><base:Identifier><base:localId>{i}</base:localId><base:namespace>ir.example.plan</base:namespace></base:Identifier></plu:inspireId>'
codes = "http://inspire.ec.europa.eu/codelist/"
force = f'<plu:processStepGeneral xlink:href="{codes}ProcessStepGeneralValue/legalForce"/>'
binding = f'<plu:regulationNature xlink:href="{codes}RegulationNatureValue/generallyBinding"/>'
open(sys.argv[1], "w").write(
    '<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:plu="http://inspire.ec.europa.eu/schemas/plu/4.0" xmlns:base="http://inspire.ec.europa.eu/schemas/base/3.3">'
    f'<wfs:member><plu:ZoningElement gml:id="Z">{ident("Z-1")}<plu:geometry>{surface(500000, 500100)}</plu:geometry><plu:hilucsLandUse xlink:href="{codes}HILUCSValue/5_1_PermanentResidentialUse"/>'
    f'<plu:specificLandUse xlink:href="http://plan.example.ir/codelist/LandUse/R"/>{binding}{force}</plu:ZoningElement></wfs:member>'
    f'<wfs:member><plu:SupplementaryRegulation gml:id="S"><plu:specificSupplementaryRegulation xlink:href="http://plan.example.ir/codelist/Regulation/fault-line"/>{force}{ident("F-1")}'
    f'<plu:geometry>{surface(500000, 500050)}</plu:geometry><plu:name>North fault</plu:name>{binding}</plu:SupplementaryRegulation></wfs:member></wfs:FeatureCollection>')
PY
cat > "$work/codes.toml" <<'TOML'
[[overlay_kind]]
kind = "fault"
name_en = "fault zone"
name_fa = "حریم گسل"
[[overlay]]
code = "fault-line"
kind = "Fault"
TOML
options="--mapping $work/codes.toml --valid-from 1395/01/01 --document Booklet --level DISTRICT --quiet"
"$DIDBAN" import-plan "$work/plan.gml" $options -o "$work/city"
"$DIDBAN" import-plan "$work/plan.gml" $options -o "$work/tables/plan.gpkg"
for place in city tables; do
  cat > "$work/$place/cadastre.geojson" <<'JSON'
{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}}, "features": [
{"type": "Feature", "properties": {"id": "1-1"}, "geometry": {"type": "Polygon", "coordinates": [[[500010, 3770010], [500030, 3770010], [500030, 3770030], [500010, 3770030], [500010, 3770010]]]}}]}
JSON
  printf '[city]\nname = "Invented"\ncrs = "EPSG:32639"\n[cadastre]\nsource = "cadastre.geojson"\nfields = { id = "id" }\n[plan]\nsource = "plan.gpkg"\n' > "$work/$place/city.toml"
done
echo 'rules = "rules.toml"' >> "$work/city/city.toml"
for place in city tables; do "$DIDBAN" parcel "$work/$place" 1-1 --on 2024-01-01 -q > "$work/$place.json"; done
"$DIDBAN" parcel "$work/tables" 1-1 --on 2024-01-01 --format text --lang fa -q > "$work/fa.txt"
python3 - "$work" <<'PY'
import json, sys
for place in ("city", "tables"):
    facts = json.load(open(f"{sys.argv[1]}/{place}.json"))["facts"]
    [overlay], [zone] = facts["overlays"], facts["zones"]
    assert (overlay["kind"], overlay["kind_name_en"], overlay["kind_name_fa"], overlay["share"]) == ("fault", "fault zone", "حریم گسل", 1), (place, overlay)
    assert zone["level"] == "district", (place, zone)
assert "حریم گسل" in open(f"{sys.argv[1]}/fa.txt").read()
PY
# Not named, it is refused, with what to write.
sed -i '1,4d' "$work/codes.toml"
code=0; "$DIDBAN" import-plan "$work/plan.gml" $options -o "$work/none" 2> "$work/err" || code=$?
[ $code -eq 2 ]; grep -q 'codes.toml:3:.*Fault.*overlay_kind' "$work/err"; [ ! -e "$work/none" ]
