# Inputs of the kinds that once ended the program, hung it or were misread, each in a city of its own: every one is read or refused in time, by exit code 0 or 2.
/usr/bin/python3 -c 'from osgeo import gdal, ogr' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
/usr/bin/python3 - "$work" <<'PY'
import json, os, random, sqlite3, struct, sys
from osgeo import gdal, ogr, osr
gdal.UseExceptions()
folder = sys.argv[1]
random.seed(20260321)
CITY = '[city]\nname = "H"\ncrs = "EPSG:32638"\n'


def city(name, toml, files=None):
    os.makedirs(f"{folder}/{name}")
    for path, content in (files or {}).items():
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(f"{folder}/{name}/{path}", mode) as out:
            out.write(content)
    with open(f"{folder}/{name}/city.toml", "w") as out:
        out.write(CITY + toml)


def cadastre(source, more=""):
    return f'[cadastre]\nsource = "{source}"\nfields = {{ id = "id" }}\n{more}'


def permits(source, more=""):
    return f'[permits]\nsource = "{source}"\nfields = {{ id = "id", parcel = "parcel", issued = "issued", status = "status" }}\n{more}'


def collection(*geometries):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": f"p{i}"}, "geometry": g} for i, g in enumerate(geometries)]})


square = {"type": "Polygon", "coordinates": [[[44.95, 38.55], [44.951, 38.55], [44.951, 38.551], [44.95, 38.551], [44.95, 38.55]]]}
good = collection(square)
# Shapes.
for name, shape in {
        "null": None, "empty_ring": {"type": "Polygon", "coordinates": [[]]}, "no_ring": {"type": "Polygon", "coordinates": []},
        "two_points": {"type": "Polygon", "coordinates": [[[44.95, 38.55], [44.951, 38.55]]]},
        "same_point": {"type": "Polygon", "coordinates": [[[44.95, 38.55]] * 5]},
        "far": {"type": "Polygon", "coordinates": [[[1e300, 1e300], [2e300, 1e300], [2e300, 2e300], [1e300, 1e300]]]},
        "bow_tie": {"type": "Polygon", "coordinates": [[[44.95, 38.55], [44.951, 38.551], [44.951, 38.55], [44.95, 38.551], [44.95, 38.55]]]},
        "nested": {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": [square]}]},
        "hole_outside": {"type": "Polygon", "coordinates": square["coordinates"] + [[[45, 39], [45.1, 39], [45.1, 39.1], [45, 39]]]}}.items():
    city(f"shape_{name}", cadastre("c.geojson"), {"c.geojson": collection(square, shape)})
    city(f"only_{name}", cadastre("c.geojson"), {"c.geojson": collection(shape)})
city("texts_as_numbers", cadastre("c.geojson"), {"c.geojson": good.replace("44.95,", '"x",').replace("38.551", "null")})
city("depth", cadastre("c.geojson"), {"c.geojson": '{"type":"FeatureCollection","features":' + "[" * 100000})
city("topology", cadastre("c.topojson", 'crs = "EPSG:4326"\n'), {"c.topojson": json.dumps(
    {"type": "Topology", "objects": {"a": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[7, -9]], "properties": {"id": "x"}}]}}, "arcs": [[]]})})

# GeoPackages: non-finite numbers, cut short, damaged, views without an end.
crs = osr.SpatialReference()
crs.ImportFromEPSG(32638)


def geopackage(path, shapes):
    made = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = made.CreateLayer("parcels", crs, ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("id"))
    for i, shape in enumerate(shapes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["id"] = f"p{i}"
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    made = None


plot = ogr.CreateGeometryFromWkt("POLYGON ((500000 4266000,500020 4266000,500020 4266020,500000 4266020,500000 4266000))")
odd = plot.Clone()
odd.GetGeometryRef(0).SetPoint_2D(1, float("nan"), float("inf"))
city("not_finite", cadastre("c.gpkg"))
geopackage(f"{folder}/not_finite/c.gpkg", [plot, odd])
whole = open(f"{folder}/not_finite/c.gpkg", "rb").read()
for n in range(0, 6, 2):
    city(f"cut_{n}", cadastre("c.gpkg"), {"c.gpkg": whole[:len(whole) * n // 6]})
for n in range(6):
    bytes_ = bytearray(whole)
    for _ in range(20):
        bytes_[random.randrange(100, len(bytes_))] = random.randrange(256)
    city(f"damaged_{n}", cadastre("c.gpkg"), {"c.gpkg": bytes(bytes_)})
for name, view in {
        "rows": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, (SELECT geom FROM parcels LIMIT 1) AS geom, 'p' || i AS id FROM n",
        "silence": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, (SELECT geom FROM parcels LIMIT 1) AS geom, 'p' AS id FROM n WHERE i < 0"}.items():
    city(f"endless_{name}", cadastre("c.gpkg", 'layer = "v"\n'), {"c.gpkg": whole})
    base = sqlite3.connect(f"{folder}/endless_{name}/c.gpkg")
    base.execute(f"CREATE VIEW v AS {view}")
    base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('v', 'features', 'v', 32638)")
    base.execute("INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 32638, 0, 0)")
    base.commit()
    base.close()

# Tables.
base = {"c.geojson": good}
rows = "id,parcel,issued,status\nA,p0,2024-05-01,issued\n"
for name, text in {
        "empty": "", "header": "id,parcel,issued,status\n", "zeros": "id,parcel,issued,status\nA\0,p0\0,\0,\0\n", "long": rows + "B," + "x" * 300000 + ",,\n",
        "quotes": 'id,parcel,issued,status\n"A,p0,2024-05-01,issued\n', "dates": rows + "B,p0,99999999999999999999,issued\nC,p0,-1,issued\nD,p0,0000-00-00,x\n",
        "plots": rows + 'B,";;,|,;",2024-05-01,issued\nC,"p0; p1, p2|p3",2024-05-01,issued\n', "twice": "id,id,parcel,issued,status\nA,B,p0,2024-05-01,issued\n",
        "separator": "sep=;\n" + rows.replace(",", ";"), "formula": rows + '"=cmd|x",p0,2024-05-01,"\x1b[31mred"\n'}.items():
    city(f"table_{name}", cadastre("c.geojson") + permits("t.csv", 'words = { status = { "x" = "issued" } }\n'), {**base, "t.csv": text})
city("table_utf16", cadastre("c.geojson") + permits("t.csv"), {**base, "t.csv": rows.encode("utf-16")})
city("table_bytes", cadastre("c.geojson") + permits("t.csv"), {**base, "t.csv": rows.encode() + bytes(range(256)) * 20})
city("table_vrt", cadastre("c.geojson") + permits("t.csv"), {**base, "t.csv": '<OGRVRTDataSource><OGRVRTLayer name="t"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'})

# City files and catalogues.
for name, toml in {
        "dots": "a" + ".a" * 40000 + " = 1\n", "arrays": "[permits]\nwords = " + "[" * 5000 + "\n", "words_list": "[permits]\nsource = \"c.geojson\"\nwords = [1]\n",
        "words_number": cadastre("c.geojson") + permits("c.geojson", "words = { status = { a = 1 } }\n"), "plan_text": '[plan]\nzones = "a"\n',
        "plan_itself": '[plan]\nsource = "city.toml"\n[plan.zones]\nfields = { zone = "z" }\n', "zero": cadastre("/dev/zero"), "folder": cadastre("."),
        "nothing": cadastre("c.geojson", 'profile = "ladm"\n') + '[permits]\nsource = "c.geojson"\nprofile = "blds"\n'}.items():
    city(f"toml_{name}", toml, base)
for name, text in {
        "label": '{"type":"Feature","id":"l","properties":{"datetime":"2025-01-01T00:00:00Z","label:type":"vector"}}',
        "scales": '{"type":"Feature","id":"s","properties":{"datetime":"2025-01-01T00:00:00Z"},"assets":{"i":{"href":"i.tif","roles":["data"],"raster:bands":[{"scale":"1","offset":[]},7,null]}}}',
        "circle": '{"type":"Catalog","links":[{"rel":"child","href":"./catalog.json"},{"rel":"item","href":"%2e/catalog.json"}]}',
        "percent": '{"type":"Feature","id":"s","properties":{"datetime":"2025-01-01T00:00:00Z"},"assets":{"i":{"href":"file://localhost/%00%zz%","roles":["data"]}}}',
        "depth": "[" * 100000, "numbers": '{"type":7,"links":{}}'}.items():
    city(f"stac_{name}", '[imagery]\ncatalog = "catalog.json"\n', {"catalog.json": text})

# Images.
def image(path, bands, kind, nodata=None, size=8):
    made = gdal.GetDriverByName("GTiff").Create(path, size, size, bands, kind)
    made.SetGeoTransform((500000, 10, 0, 4266000, 0, -10))
    made.SetProjection(crs.ExportToWkt())
    if nodata is not None:
        made.GetRasterBand(1).SetNoDataValue(nodata)
    made = None


scene = '[[imagery.scene]]\nid = "a"\nacquired = 2024-01-01\npath = "i.tif"\n[[imagery.scene]]\nid = "b"\nacquired = 2025-01-01\npath = "i.tif"\n'
for name, nodata in {"infinite": float("inf"), "lowest": -1.7976931348623157e308, "not_a_number": float("nan")}.items():
    city(f"image_{name}", scene)
    image(f"{folder}/image_{name}/i.tif", 4, gdal.GDT_Float32, nodata)
tiff = open(f"{folder}/image_infinite/i.tif", "rb").read()
for n in range(4):
    bytes_ = bytearray(tiff)
    for _ in range(6):
        bytes_[random.randrange(4, len(bytes_))] = random.randrange(256)
    city(f"image_damaged_{n}", scene, {"i.tif": bytes(bytes_)})
city("image_cut", scene, {"i.tif": tiff[:100]})
city("image_large", scene, {"i.tif": tiff.replace(struct.pack("<HHIHH", 256, 3, 1, 8, 0), struct.pack("<HHII", 256, 4, 1, 2**31 - 1))})
city("image_vrt", scene, {"i.tif": '<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>'})
for name, text in {"xml": "<a>" * 50000, "number": "<BOA_QUANTIFICATION_VALUE>1e-999</BOA_QUANTIFICATION_VALUE><BOA_ADD_OFFSET>nan</BOA_ADD_OFFSET>", "zero": "<BOA_QUANTIFICATION_VALUE>0<"}.items():
    city(f"product_{name}", scene, {"MTD_MSIL2A.xml": text})
    image(f"{folder}/product_{name}/i.tif", 4, gdal.GDT_UInt16)
PY
failed=0
for folder in "$work"/*/; do
  status=0
  timeout 240 "$DIDBAN" check "$folder" --quiet > "$work/out" 2> "$work/err" || status=$?
  case $status in
    0|2) ;;
    *) echo "$(basename "$folder"): exit $status"; tail -3 "$work/err"; failed=1 ;;
  esac
  case $folder in
    */endless_*) grep -q 'does not come to an end' "$work/out" "$work/err" || { echo "$(basename "$folder"): not told"; failed=1; } ;;
  esac
  if grep -q "$(printf '\033')" "$work/out" "$work/err"; then echo "$(basename "$folder"): terminal escapes"; failed=1; fi
  if grep -q 'root:x:0' "$work/out" "$work/err"; then echo "$(basename "$folder"): another file was read"; failed=1; fi
done
exit $failed
