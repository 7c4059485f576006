"""python3 parcel_service.py CITY PARCEL DAY: what the Python package gives, as JSON (docs/parcel-service.md)."""
import json, sys
import didban

city, parcel, day = sys.argv[1:]
with didban.Service(city) as service:
    file = service.parcel(parcel, day)
    assert service.parcel_at(file["lon"], file["lat"]) == file["parcel_id"]
    print(json.dumps(file, ensure_ascii=False))
