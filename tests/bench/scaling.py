#!/usr/bin/env python3
"""What a watch costs by megapixel, parcel and change object: measured cities, a model fitted to them, its predictions.

    tests/bench/scaling.py DIDBAN [--cities 500:0.5,...] [--check 50000:0.5] [--predict NAME:MEGAPIXELS:PARCELS,...]
                           [--threads 2] [--folder FOLDER]

A city is PARCELS:GSD, two images of four bands drawn by `simulate`; each is watched once, as a whole process. The model
is a sum of shares that are not negative (least squares of the relative error). --check is a larger city that the model
has not seen. FOLDER keeps the cities and what was measured of them. Needs python3-numpy and python3-scipy.
"""
import argparse
import json
import pathlib
import shutil
import tempfile

from process_cost import cost, made_city

CITIES = "250:0.5,1000:0.5,4000:0.5,1000:0.31,4000:0.8,12000:0.8,250:0.25"
PREDICT = "Khoy:190:45000,Isfahan:1900:450000,five Isfahans:9500:2250000,thirty Isfahans:57000:13500000"


def bytes_below(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def watched(didban, folder, city, threads):
    """What one watch of a city cost; taken from the folder where it was measured there before."""
    parcels, gsd = city.split(":")
    home = folder / f"city_{parcels}_{gsd}"
    record = folder / f"watched_{parcels}_{gsd}_{threads}.json"
    if record.exists():
        return json.loads(record.read_text())
    made = made_city(didban, home, "--seed", 5, "--parcels", parcels, "--gsd", gsd)
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    used = cost([didban, "watch", home, "-o", out, "--ledger", folder / "ledger.gpkg", "--threads", threads, "-q"])
    run = json.loads((out / "run.json").read_text())
    row = {"city": city, "megapixels": made["width"] * made["height"] / 1e6, "parcels": made["parcels"],
           "objects": run["counts"]["change_objects"], **used, "result_mb": bytes_below(out) / 1e6,
           "input_mb": sum(path.stat().st_size for path in home.rglob("*.tif")) / 1e6}
    record.write_text(json.dumps(row))
    (folder / "ledger.gpkg").unlink(missing_ok=True)
    return row


def fitted(rows, what, by):
    """Shares of a sum that are not negative, by relative least squares."""
    import numpy as np
    from scipy.optimize import nnls
    measured = np.array([row[what] for row in rows])
    parts = np.array([[row[name] if name else 1.0 for name in by] for row in rows])
    return nnls(parts / measured[:, None], np.ones(len(rows)))[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("didban", type=pathlib.Path)
    parser.add_argument("--cities", default=CITIES)
    parser.add_argument("--check", default="50000:0.5")
    parser.add_argument("--predict", default=PREDICT)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=pathlib.Path)
    args = parser.parse_args()
    folder = args.folder or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    rows = [watched(args.didban.resolve(), folder, city, args.threads) for city in args.cities.split(",")]
    checks = [watched(args.didban.resolve(), folder, city, args.threads) for city in args.check.split(",") if city]

    by = ["", "megapixels", "parcels", "objects"]
    cost = fitted(rows, "cpu_s", by)
    size = fitted(rows, "result_mb", by)
    densest = sum(row["objects"] for row in rows) / sum(row["parcels"] for row in rows)
    inputs = sum(row["input_mb"] for row in rows) / sum(row["megapixels"] for row in rows)
    speed = sum(row["cpu_s"] for row in rows) / sum(row["wall_s"] for row in rows)

    def told(share, row):
        return sum(s * (row[name] if name else 1) for s, name in zip(share, by))

    print("| city | megapixels | parcels | objects | CPU-s | model | wall s | peak MB | results MB | model |\n" + "| --- " * 10 + "|")
    for row in rows + checks:
        print(f"| {row['city']}{' (check)' if row in checks else ''} | {row['megapixels']:.1f} | {row['parcels']:,} | {row['objects']} | {row['cpu_s']:.0f} "
              f"| {told(cost, row):.0f} | {row['wall_s']:.0f} | {row['peak_mb']:.0f} | {row['result_mb']:.0f} | {told(size, row):.0f} |")
    for what, share, unit in (("a watch costs", cost, "CPU-s"), ("its results take", size, "MB")):
        print(f"\n{what} {share[0]:.2f} {unit}, {share[1]:.3f} a megapixel, {1000 * share[2]:.2f} per 1,000 parcels, {100 * share[3]:.2f} per 100 objects")
    print(f"\n{densest * 1000:.0f} objects per 1,000 parcels, {inputs:.1f} MB of images a megapixel of the grid, {speed:.2f} CPU-s in a second with {args.threads} threads")
    print("\n| | megapixels | parcels | CPU-h | hours on this machine | images GB | results GB |\n" + "| --- " * 7 + "|")
    for place in args.predict.split(","):
        name, megapixels, parcels = place.split(":")
        row = {"megapixels": float(megapixels), "parcels": float(parcels), "objects": densest * float(parcels)}
        hours = told(cost, row) / 3600
        print(f"| {name} | {float(megapixels):,.0f} | {float(parcels):,.0f} | {hours:.1f} | {hours / speed:.1f} | {inputs * row['megapixels'] / 1000:.0f} | {told(size, row) / 1000:.1f} |")


if __name__ == "__main__":
    main()
