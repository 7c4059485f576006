"""Writes an invented city of six plots of 20 m x 20 m, with permits and changes, for tiny_city.sh."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from small_city import collection, square

out = sys.argv[1]
collection(f"{out}/cadastre.geojson", [({"parcel_id": f"7-1-1-{n}-0-0-0", "district": "7"}, square(25 * n, 0, 20, 20)) for n in range(1, 7)])
dates = {"not_before": "2025-06-14", "not_after": "2026-06-20"}
changes = [({"change": "demolished" if n == 5 else "new", "probability": 0.95, **dates}, square(25 * n + 4, 4, 10, 12)) for n in range(1, 6)]
collection(f"{out}/changes.geojson", changes)
with open(f"{out}/permits.csv", "w", encoding="utf-8") as stream:
    stream.write("permit_no,parcel_id,issued,valid_to,footprint_m2,kind,status\n")
    stream.write("14001,7-1-1-2-0-0-0,1404/05/01,1407/05/01,130,new,issued\n")
    stream.write("14002,۷-۱-۱-۳,1404/05/01,1407/05/01,60,new,issued\n")
    stream.write("14003,0-0-0-4-1-1-7,1398/05/01,1401/05/01,130,new,issued\n")
    stream.write("14004,7-1-1-6-0-0-0,1404/05/01,1407/05/01,130,new,issued\n")
with open(f"{out}/city.toml", "w", encoding="utf-8") as stream:
    stream.write('''[city]
name = "Tiny"
crs = "EPSG:32638"
ledger = "ledger.gpkg"
[cadastre]
source = "cadastre.geojson"
accuracy_m = 0.5
fields = { id = "parcel_id", district = "district" }
[permits]
source = "permits.csv"
calendar = "jalali"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued", valid_to = "valid_to", footprint_m2 = "footprint_m2", kind = "kind", status = "status" }
''')
