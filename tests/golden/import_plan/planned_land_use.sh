# INSPIRE Planned Land Use 4.0 becomes a plan that `didban parcel` reads. The plan, its place and its values are invented; every expected number was
# worked out by hand from the GML below.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/city"
cat > "$work/make.py" <<'PY'
import sys
# Invented ground beside 51.0 E, 34.1 N, EPSG:32639. Squares by west, south, east, north.
def square(w, s, e, n, srs):
    text = " ".join(f"{x} {y}" for x, y in [(w, s), (e, s), (e, n), (w, n), (w, s)])
    return (f'<gml:MultiSurface gml:id="g{w}_{e}" srsName="{srs}" srsDimension="2"><gml:surfaceMember><gml:Polygon><gml:exterior>'
            f'<gml:LinearRing><gml:posList>{text}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>')
UTM = "urn:ogc:def:crs:EPSG::32639"
CODES = "http://inspire.ec.europa.eu/codelist/"
def ident(i):
    return f'<plu:inspireId><base:Identifier><base:localId>{i}</base:localId><base:namespace>ir.example.plan</base:namespace></base:Identifier></plu:inspireId>'
def dim(kind, ref, value, uom=None):
    u = f' uom="{uom}"' if uom else ""
    return (f'<plu:dimensioningIndication><plu:DimensioningIndication{kind}Value><plu:indicationReference>{ref}</plu:indicationReference>'
            f'<plu:value{u}>{value}</plu:value></plu:DimensioningIndication{kind}Value></plu:dimensioningIndication>')
def void(name):
    return f'<plu:{name} nilReason="unknown" xsi:nil="true"/>'
def zone(i, box, hilucs, specific, dims, srs=UTM, step="legalForce", nature="generallyBinding", extra=""):
    s = f'<plu:specificLandUse xlink:href="http://plan.example.ir/codelist/LandUse/{specific}"/>' if specific else void("specificLandUse")
    p = f'<plu:processStepGeneral xlink:href="{CODES}ProcessStepGeneralValue/{step}"/>' if step else void("processStepGeneral")
    return (f'<wfs:member><plu:ZoningElement gml:id="ZE_{i}">{ident(i)}<plu:geometry>{square(*box, srs)}</plu:geometry>{extra}'
            f'<plu:hilucsLandUse xlink:href="{CODES}HILUCSValue/{hilucs}"/><plu:beginLifespanVersion>2021-05-01T00:00:00Z</plu:beginLifespanVersion>'
            f'{void("hilucsPresence")}{s}{void("specificPresence")}<plu:regulationNature xlink:href="{CODES}RegulationNatureValue/{nature}"/>{p}'
            f'{void("backgroundMap")}{"".join(dims)}<plu:officialDocument xlink:href="#DOC_1"/><plu:plan xlink:href="#SP_1"/></plu:ZoningElement></wfs:member>')
def regulation(i, geometry, code, dims, name, valid=""):
    return (f'<wfs:member><plu:SupplementaryRegulation gml:id="SR_{i}">{valid}<plu:specificSupplementaryRegulation xlink:href="http://plan.example.ir/codelist/Regulation/{code}"/>'
            f'<plu:processStepGeneral xlink:href="{CODES}ProcessStepGeneralValue/legalForce"/>{void("backgroundMap")}{void("beginLifespanVersion")}{"".join(dims)}{ident(i)}'
            f'<plu:geometry>{geometry}</plu:geometry><plu:inheritedFromOtherPlans>false</plu:inheritedFromOtherPlans>{void("specificRegulationNature")}<plu:name>{name}</plu:name>'
            f'<plu:regulationNature xlink:href="{CODES}RegulationNatureValue/generallyBinding"/>'
            f'<plu:supplementaryRegulation xlink:href="{CODES}SupplementaryRegulationValue/10_OtherSupplementaryRegulation"/>'
            f'<plu:officialDocument xlink:href="http://elsewhere.example/doc/9"/><plu:plan xlink:href="#SP_1"/></plu:SupplementaryRegulation></wfs:member>')
members = [
    # R-1 and R-2 share their values, R-3 has one floor more, C-1 only a HILUCS class, R-5 is a draft, G-1 does not bind.
    zone("R-1", (500000, 3770000, 500100, 3770100), "5_1_PermanentResidentialUse", "R", [dim("Real", "GRZ", "0.6"), dim("Integer", "floors", "3")]),
    zone("R-2", (500100, 3770000, 500200, 3770100), "5_1_PermanentResidentialUse", "R", [dim("Integer", "floors", "3"), dim("Real", "GRZ", "0.6")]),
    zone("R-3", (500200, 3770000, 500300, 3770100), "5_1_PermanentResidentialUse", "R", [dim("Real", "GRZ", "0.6"), dim("Integer", "floors", "4")]),
    zone("C-1", (500300, 3770000, 500400, 3770100), "3_1_CommercialServices", None,
         [dim("Measure", "max eaves", "950", "cm"), dim("Character", "GFZ", "as built"), dim("Real", "roof pitch", "30")]),
    zone("R-5", (500400, 3770000, 500500, 3770100), "5_1_PermanentResidentialUse", "R", [dim("Integer", "floors", "9")], step="elaboration"),
    zone("G-1", (500500, 3770000, 500600, 3770100), "3_4_4_OpenAirRecreationalAreas", "G", [dim("Integer", "floors", "1")], nature="nonBinding"),
    regulation("H-1", square(500000, 3770000, 500050, 3770100, UTM), "heritage-1", [dim("Measure", "max eaves", "5", "http://www.opengis.net/def/uom/UCUM/0/m")], "Old bazaar"),
    regulation("H-2", square(500050, 3770000, 500100, 3770100, UTM), "mystery", [], "Unnamed strip"),
    regulation("L-1", f'<gml:LineString gml:id="l1" srsName="{UTM}"><gml:posList>500000 3770000 500100 3770000</gml:posList></gml:LineString>', "heritage-1", [], "A line"),
]
plan = (f'<wfs:member><plu:SpatialPlan gml:id="SP_1">{ident("plan-7")}<plu:extent>{square(500000, 3770000, 500600, 3770100, UTM)}</plu:extent>'
        f'<plu:beginLifespanVersion>2021-05-01T00:00:00Z</plu:beginLifespanVersion><plu:officialTitle>Invented plan 7</plu:officialTitle>'
        f'<plu:levelOfSpatialPlan xlink:href="{CODES}LevelOfSpatialPlanValue/local"/><plu:validFrom>2021-03-21</plu:validFrom>{void("alternativeTitle")}'
        f'<plu:planTypeName xlink:href="http://plan.example.ir/codelist/PlanType/detailed"/><plu:processStepGeneral xlink:href="{CODES}ProcessStepGeneralValue/legalForce"/>'
        f'{void("backgroundMap")}{void("ordinance")}<plu:officialDocument xlink:href="#DOC_1"/></plu:SpatialPlan></wfs:member>')
document = (f'<wfs:member><plu:OfficialDocumentation gml:id="DOC_1">{ident("doc-1")}<plu:legislationCitation><base2:LegislationCitation gml:id="lc1">'
            f'<base2:name>Booklet of plan 7</base2:name><base2:link>http://plan.example.ir/7.pdf</base2:link></base2:LegislationCitation></plu:legislationCitation>'
            f'</plu:OfficialDocumentation></wfs:member>')
head = ('<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
        'xmlns:plu="http://inspire.ec.europa.eu/schemas/plu/4.0" xmlns:base="http://inspire.ec.europa.eu/schemas/base/3.3" '
        'xmlns:base2="http://inspire.ec.europa.eu/schemas/base2/2.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="http://inspire.ec.europa.eu/schemas/plu/4.0 http://unreachable.example/plu.xsd" timeStamp="2024-01-01T00:00:00Z" '
        f'numberReturned="{len(members) + 2}" numberMatched="{len(members) + 2}">\n')
# The plan and its document stand last: links are followed backwards too.
open(sys.argv[1], "w", encoding="utf-8").write(head + "\n".join(members + [plan, document]) + "\n</wfs:FeatureCollection>\n")
PY
python3 "$work/make.py" "$work/plan.gml"
cat > "$work/codes.toml" <<'TOML'
[[use]]
local = "C"
national = "تجاری-خدماتی"
hilucs = "3_1_CommercialServices"
name_en = "commercial"
[[dimension]]
reference = "Max eaves"
effect = { quantity = "height", combinator = "RESTRICT_MAX", unit = "m", height_top = "eave" }
[[overlay]]
code = "heritage-1"
kind = "heritage"
degree = "1"
TOML
"$DIDBAN" import-plan "$work/plan.gml" --mapping "$work/codes.toml" -o "$work/city" 2> "$work/log"
cp "$work/log" "$work/log0"
# What was lost is told, once per kind, with its example.
for told in 'GFZ' 'roof pitch' 'R into R/1 to R/2' 'step elaboration' 'nonBinding' 'mystery' 'L-1' 'http://elsewhere.example/doc/9' 'permitted and the governing use'; do
  grep -q -- "$told" "$work/log" || { echo "not told: $told"; cat "$work/log"; exit 1; }
done
python3 - "$work/city" <<'PY'
import sqlite3, struct, sys
plan = sqlite3.connect(sys.argv[1] + "/plan.gpkg")
assert plan.execute("SELECT organization_coordsys_id FROM gpkg_spatial_ref_sys JOIN gpkg_geometry_columns USING (srs_id) WHERE table_name = 'zones'").fetchone()[0] == 32639
rows = {r[0]: r[1:] for r in plan.execute("SELECT zone_id, zone, use_approved, use_governing, hilucs, valid_from, geom FROM zones")}
assert set(rows) == {"R-1", "R-2", "R-3", "C-1", "G-1"}, rows.keys()
assert rows["R-1"][0] == rows["R-2"][0] == "R/1" and rows["R-3"][0] == "R/2" and rows["C-1"][0] == "C" and rows["G-1"][0] == "G"
assert rows["R-3"][1] == "R" and rows["R-3"][2] is None and rows["R-1"][3] == "5_1_PermanentResidentialUse" and rows["R-1"][4] == "2021-03-21"
envelope = lambda blob: struct.unpack("<4d", blob[8:40])   # of a GeoPackage geometry: west, east, south, north
assert envelope(rows["R-1"][5]) == (500000, 500100, 3770000, 3770100) and envelope(rows["G-1"][5]) == (500500, 500600, 3770000, 3770100)
overlays = {r[0]: r[1:] for r in plan.execute("SELECT overlay_id, kind, degree, name, document FROM overlays")}
assert overlays == {"H-1": ("heritage", "1", "Old bazaar", "Booklet of plan 7"), "H-2": (None, None, "Unnamed strip", "Booklet of plan 7")}, overlays
PY
# The parcels: one in R/1 under the heritage square, one in R/2, one in C.
cat > "$work/city/cadastre.geojson" <<'JSON'
{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}}, "features": [
{"type": "Feature", "properties": {"parcel_id": "1-1-1-1", "district": "1"}, "geometry": {"type": "Polygon", "coordinates": [[[500010, 3770010], [500030, 3770010], [500030, 3770030], [500010, 3770030], [500010, 3770010]]]}},
{"type": "Feature", "properties": {"parcel_id": "1-1-1-2", "district": "1"}, "geometry": {"type": "Polygon", "coordinates": [[[500210, 3770010], [500230, 3770010], [500230, 3770030], [500210, 3770030], [500210, 3770010]]]}},
{"type": "Feature", "properties": {"parcel_id": "1-1-1-3", "district": "1"}, "geometry": {"type": "Polygon", "coordinates": [[[500310, 3770010], [500330, 3770010], [500330, 3770030], [500310, 3770030], [500310, 3770010]]]}},
{"type": "Feature", "properties": {"parcel_id": "1-1-1-4", "district": "1"}, "geometry": {"type": "Polygon", "coordinates": [[[500510, 3770010], [500530, 3770010], [500530, 3770030], [500510, 3770030], [500510, 3770010]]]}}]}
JSON
cat > "$work/city/city.toml" <<'TOML'
[city]
name = "Invented"
crs = "EPSG:32639"
[cadastre]
source = "cadastre.geojson"
fields = { id = "parcel_id", district = "district" }
[plan]
source = "plan.gpkg"
rules = "rules.toml"
TOML
for n in 1 2 3 4; do "$DIDBAN" parcel "$work/city" 1-1-1-$n --on 2024-01-01 > "$work/p$n.json"; done
"$DIDBAN" parcel "$work/city" 1-1-1-1 --on 2020-01-01 > "$work/before.json"
python3 - "$work" <<'PY'
import json, sys
load = lambda n: json.load(open(f"{sys.argv[1]}/{n}.json"))
limit = lambda a, q: next(x for x in a["rules"]["limits"] if x["quantity"] == q)
a, b, c, d = (load(f"p{n}") for n in "1234")
assert limit(a, "floors")["value"] == 3 and limit(b, "floors")["value"] == 4
assert abs(limit(a, "coverage")["value"] - 0.6) < 1e-12
assert limit(a, "height")["value"] == 5 and limit(a, "height")["outcome"] == "LIMITED"      # the heritage square's, in metres
assert limit(a, "height")["decided_by"]["source"]["document"] == "Booklet of plan 7"
assert limit(c, "height")["value"] == 9.5                                                   # 950 cm
assert limit(c, "floors")["outcome"] == "UNKNOWN" and limit(d, "floors")["outcome"] == "UNKNOWN"  # nothing said, and not binding
assert limit(load("before"), "floors")["outcome"] == "UNKNOWN"                              # before the plan was valid
PY
# The rules as tables of the one GeoPackage: the same answers but for the hashes of the inputs.
"$DIDBAN" import-plan "$work/plan.gml" --mapping "$work/codes.toml" -o "$work/city/one.gpkg" --quiet
sed -i -e 's/plan.gpkg/one.gpkg/' -e '/^rules = /d' "$work/city/city.toml"
for n in 1 2 3 4; do "$DIDBAN" parcel "$work/city" 1-1-1-$n --on 2024-01-01 > "$work/t$n.json"; done
python3 - "$work" <<'PY'
import json, sys
for n in "1234":
    a, b = (json.load(open(f"{sys.argv[1]}/{k}{n}.json")) for k in "pt")
    assert a["rules"]["limits"] == b["rules"]["limits"] and a["facts"] == b["facts"], n
PY
# Written again, the same bytes; a plan review takes the draft as well.
cp "$work/city/one.gpkg" "$work/first.gpkg"
"$DIDBAN" import-plan "$work/plan.gml" --mapping "$work/codes.toml" -o "$work/city/one.gpkg" --quiet
cmp "$work/first.gpkg" "$work/city/one.gpkg"
"$DIDBAN" import-plan "$work/plan.gml" --mapping "$work/codes.toml" --draft -o "$work/draft" 2> "$work/log"
grep -q 'taken as if they were' "$work/log"; grep -q 'value = 9' "$work/draft/rules.toml"
# Latitude first, as the CRS demands; easting first against the CRS is noticed and can be overruled.
python3 - "$work" <<'PY'
import re, sys
text = open(sys.argv[1] + "/plan.gml").read()
def geographic(match, latitude_first):
    v = [float(x) for x in match.group(1).split()]
    out = []
    for x, y in zip(v[::2], v[1::2]):   # EPSG:32639 here, good to a decimetre over these 600 m
        lon, lat = 51 + (x - 500000) * 1.08376169e-5, 34.0707442054 + (y - 3770000) * 9.018816e-6
        out.append(f"{lat:.9f} {lon:.9f}" if latitude_first else f"{lon:.9f} {lat:.9f}")
    return "<gml:posList>" + " ".join(out) + "</gml:posList>"
for name, first in (("lat", True), ("lon", False)):
    body = re.sub(r"<gml:posList>([^<]*)</gml:posList>", lambda m: geographic(m, first), text).replace("urn:ogc:def:crs:EPSG::32639", "http://www.opengis.net/def/crs/EPSG/0/4326")
    open(f"{sys.argv[1]}/{name}.gml", "w").write(body)
PY
"$DIDBAN" import-plan "$work/lat.gml" --mapping "$work/codes.toml" -o "$work/lat.gpkg" 2> "$work/log"
if grep -q 'axes' "$work/log"; then echo "doubted the right order"; exit 1; fi
sed 's|http://www.opengis.net/def/crs/EPSG/0/4326|EPSG:4326|g' "$work/lat.gml" > "$work/short.gml"
"$DIDBAN" import-plan "$work/short.gml" --mapping "$work/codes.toml" -o "$work/short.gpkg" 2> "$work/log"
grep -q 'does not say which axis comes first' "$work/log"
"$DIDBAN" import-plan "$work/lon.gml" --mapping "$work/codes.toml" --axes easting-first -o "$work/overruled.gpkg" --quiet
sed -i 's/one.gpkg/lat.gpkg/' "$work/city/city.toml"; cp "$work/lat.gpkg" "$work/city/lat.gpkg"
"$DIDBAN" parcel "$work/city" 1-1-1-2 --on 2024-01-01 > "$work/lat.json"
cp "$work/overruled.gpkg" "$work/city/lat.gpkg"
"$DIDBAN" parcel "$work/city" 1-1-1-2 --on 2024-01-01 > "$work/lon.json"
python3 - "$work" <<'PY'
import json, sys
for n in ("lat", "lon"):
    a = json.load(open(f"{sys.argv[1]}/{n}.json"))
    assert next(x for x in a["rules"]["limits"] if x["quantity"] == "floors")["value"] == 4, n
PY
# Broken files: exit 2, the line or the fault in the message, nothing written.
refuse() { # refuse NAME EXPECTED [ARGUMENT…]
  local name=$1 expected=$2 code=0; shift 2
  "$DIDBAN" import-plan "$work/$name" --mapping "$work/codes.toml" -o "$work/refused.gpkg" "$@" 2> "$work/err" > /dev/null || code=$?
  [ $code -eq 2 ] || { echo "$name gave $code"; cat "$work/err"; exit 1; }
  grep -q -- "$expected" "$work/err" || { echo "$name: not '$expected' in"; cat "$work/err"; exit 1; }
  ! ls -A "$work" | grep -q refused || { echo "$name left something"; ls -A "$work"; exit 1; }
}
head -c 9000 "$work/plan.gml" > "$work/cut.gml";                                       refuse cut.gml 'cut.gml:[0-9]*: is no complete XML'
echo 'zone,floors' > "$work/text.gml";                                                 refuse text.gml 'no complete XML'
: > "$work/empty.gml";                                                                 refuse empty.gml 'no complete XML'
printf '<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>' > "$work/kml.xml"; refuse kml.xml 'root kml'
sed 's|schemas/plu/4.0"|schemas/plu/3.0"|' "$work/plan.gml" > "$work/old.gml";         refuse old.gml 'plu/3.0'
sed 's|<?xml version="1.0" encoding="UTF-8"?>|&<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>|' "$work/plan.gml" > "$work/dtd.gml"; refuse dtd.gml 'DOCTYPE'
sed 's|srsName="[^"]*"||g' "$work/plan.gml" > "$work/nosrs.gml";                       refuse nosrs.gml 'without srsName'
sed 's|EPSG::32639|EPSG::999999|g' "$work/plan.gml" > "$work/srs.gml";                 refuse srs.gml 'is not known'
sed 's|<plu:value>0.6</plu:value>|<plu:value>60</plu:value>|' "$work/plan.gml" > "$work/sixty.gml"; refuse sixty.gml 'write 0.6'
sed 's|<plu:validFrom>2021-03-21</plu:validFrom>|&<plu:validTo>2020-01-01</plu:validTo>|' "$work/plan.gml" > "$work/reversed.gml"; refuse reversed.gml 'dates reversed'
sed 's|<plu:validFrom>2021-03-21</plu:validFrom>||' "$work/plan.gml" > "$work/nodate.gml"; refuse nodate.gml 'give --valid-from'
"$DIDBAN" import-plan "$work/nodate.gml" --mapping "$work/codes.toml" --valid-from 1400/01/01 -o "$work/dated.gpkg" --quiet
refuse missing.gml 'cannot be opened'
sed -i 's/kind = "heritage"/kind = "heritag"/' "$work/codes.toml";                     refuse plan.gml 'codes.toml:[0-9]*: .*did you mean "heritage"'
