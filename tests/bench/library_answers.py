"""library_answers.py CITY [TIMES 200]: processor time that an answer of the library takes, in milliseconds: the file of a parcel,
a proposal with a footprint in degrees, the rules for a drawn polygon. Over the parcels of CITY in turn, in one process.

Needs libdidban.so (DIDBAN_LIBRARY) and core/python in PYTHONPATH.
"""
import sys, time
import didban

city, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
day = "2026-03-21"
corners = [(-4e-5, -3e-5), (4e-5, -3e-5), (4e-5, 3e-5), (-4e-5, 3e-5), (-4e-5, -3e-5)]  # about 7 by 7 m


def each(what, act):
    act(0)
    start = time.process_time()
    for i in range(times):
        act(i)
    print(f"{what}: {1000 * (time.process_time() - start) / times:.2f} CPU-ms")


with didban.Service(city) as service:
    ids = service.ids()
    one = lambda i: ids[i * 7919 % len(ids)]
    places = [(file["lon"], file["lat"]) for file in (service.parcel(one(i), day) for i in range(times))]
    shapes = [{"type": "Polygon", "coordinates": [[[x + dx, y + dy] for dx, dy in corners]]} for x, y in places]
    print(f"{len(ids)} parcels")
    each("file of a parcel", lambda i: service.parcel(one(i), day))
    each("proposal with a footprint in degrees", lambda i: service.assess(one(i), {"floors": 3, "height_m": 10, "use": "residential", "footprint": shapes[i]}, day))
    each("rules for a drawn polygon", lambda i: service.drawn_rules(shapes[i], day))
