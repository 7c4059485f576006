"""Writes an invented city of fourteen plots of 20 m x 20 m, with permits, an older map and what stands today, for
records_and_permits.sh. Needs nothing but Python."""
import json, math, sys

out = sys.argv[1]
LON, LAT = 44.95, 38.55
EAST = 1 / (111320 * math.cos(math.radians(LAT)))  # degrees per metre, good to 0.5 %
NORTH = 1 / 111000


def square(x, y, w, h):
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    return {"type": "Polygon", "coordinates": [[[LON + px * EAST, LAT + py * NORTH] for px, py in ring]]}


def collection(path, rows):
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    with open(f"{out}/{path}", "w", encoding="utf-8") as stream:
        json.dump({"type": "FeatureCollection", "features": features}, stream)


def plot(n):
    return 25 * n if n < 14 else 2000  # the last plot lies where no map reaches


def house(n, w=10, h=12):
    return square(plot(n) + 2, 2, w, h)


collection("cadastre.geojson", [({"parcel_id": f"7-1-1-{n}", "district": "7"}, square(plot(n), 0, 20, 20)) for n in range(1, 15)])
stands = [
    ({"building_id": "B1", "floors": 2}, house(1)),
    ({"building_id": "B2"}, house(2)),
    ({"building_id": "B3", "floors": 2}, house(3)),
    ({"building_id": "B4"}, house(4, 16, 16)),
    ({"building_id": "B5", "floors": 4}, house(5)),
    ({"building_id": "B6"}, house(6)),
    ({"building_id": "B7"}, house(7, 10, 16)),
    ({"building_id": "B8"}, house(8)),
    ({"building_id": "B10"}, house(10, 4, 5)),
    ({"building_id": "B11", "built": "1370/01/01"}, house(11)),
    ({"building_id": "B12", "floors": 6}, house(12)),
    ({"building_id": "B13", "floors": 4}, house(13)),
    ({"building_id": "B0"}, square(100, 40, 10, 12)),
    ({"building_id": "twice"}, house(2, 10, 11.5)),
    ({"building_id": "broken"}, {"type": "Polygon", "coordinates": [[[LON, LAT], [LON, LAT], [LON, LAT], [LON, LAT]]]}),
    ({"building_id": "gone", "demolished": "2024-05-01"}, house(9)),
]
collection("stands.geojson", [({"building_id": None, "floors": None, "built": None, "demolished": None, **p}, g) for p, g in stands])
older = [(house(3), 2), (house(7, 10, 10), None), (house(13), 2), (house(14), None)]
collection("older.geojson", [({"floors": f}, g) for g, f in older[:3]])
permits = [
    ("14001", 1, "1398/02/01", "130", "2", "new", "completed"),
    ("14004", 4, "1399/02/01", "120", "2", "new", "completed"),
    ("14005", 5, "1400/02/01", "130", "2", "new", "issued"),
    ("14006", 6, "1400/02/01", "130", "2", "new", "revoked"),
    ("14008", 8, "1390/02/01", "112", "2", "new", "expired"),
    ("14012", 12, "1399/02/01", "", "", "new", "issued"),
]
with open(f"{out}/permits.csv", "w", encoding="utf-8") as stream:
    stream.write("permit_no,parcel_id,issued,footprint_m2,floors,kind,status\n")
    for number, n, issued, footprint, floors, kind, status in permits:
        stream.write(f"{number},7-1-1-{n},{issued},{footprint},{floors},{kind},{status}\n")
with open(f"{out}/city.toml", "w", encoding="utf-8") as stream:
    stream.write('''[city]
name = "Swept"
crs = "EPSG:32638"
ledger = "ledger.gpkg"
[cadastre]
source = "cadastre.geojson"
accuracy_m = 0.5
fields = { id = "parcel_id", district = "district" }
[permits]
source = "permits.csv"
calendar = "jalali"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued", footprint_m2 = "footprint_m2", floors = "floors", kind = "kind", status = "status" }
[buildings]
source = "older.geojson"
as_of = 2015-01-01
fields = { floors = "floors" }
''')
