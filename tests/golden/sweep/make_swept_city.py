"""Writes an invented city of nineteen plots of 20 m x 20 m and a row of six of 10 m x 20 m whose houses stand wall to wall,
with permits, an older map and what stands today, for records_and_permits.sh."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from small_city import collection, square

out = sys.argv[1]


def plot(n):
    return 25 * n if n < 14 else 2000  # the last plot lies where no map reaches


def house(n, w=10, h=12):
    return square(plot(n) + 2, 2, w, h)


def in_row(n):
    return 375 + 10 * (n - 15)


plots = [(n, square(plot(n), 0, 20, 20)) for n in range(1, 15)] + [(n, square(in_row(n), 0, 10, 20)) for n in range(15, 21)]
plots += [(n, square(x, 100, 20, 20)) for n, x in ((21, 25), (22, 45), (23, 75), (24, 100), (25, 120))]
collection(f"{out}/cadastre.geojson", [({"parcel_id": f"7-1-1-{n}", "district": "7"}, shape) for n, shape in plots])
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
    ({"building_id": "row"}, square(in_row(15), 2, 60, 12)),  # one outline of six adjoining houses of 120 m2
    ({"building_id": "B0"}, square(100, 40, 10, 12)),
    ({"building_id": "twice"}, house(2, 10, 11.5)),
    ({"building_id": "over"}, square(33, 102, 12.4, 10)),  # four of its 124 m2 lie on plot 22
    ({"building_id": "broken"}, square(85, 110, 0, 0)),
    ({"building_id": "B24"}, square(105, 102, 14.5, 12)),
    ({"building_id": "twice"}, square(105.2, 102, 15.2, 11.4)),  # as B24, but for five square metres on plot 25
    ({"building_id": "gone", "demolished": "2024-05-01"}, house(9)),
]
collection(f"{out}/stands.geojson", [({"building_id": None, "floors": None, "built": None, "demolished": None, **p}, g) for p, g in stands])
collection(f"{out}/speck.geojson", [({}, square(plot(9) + 8, 8, 1, 1))])
older = [(house(3), 2), (house(7, 10, 10), None), (house(13), 2), (house(14), None)]
collection(f"{out}/older.geojson", [({"floors": f}, g) for g, f in older[:3]])
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
