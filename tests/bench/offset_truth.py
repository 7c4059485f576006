#!/usr/bin/python3
"""How well `didban watch` tells where the blocks of a simulated cadastre lie: one JSON object per city.

    tests/bench/offset_truth.py CITY RESULT [CITY RESULT ...]

CITY is a folder made by `didban simulate`, RESULT that of `didban watch` on it. Compares the block offsets of run.json with those that the
simulator drew (truth/registration.json); metres, per axis.
"""
import json, math, os, sys


def block(parcel):
    return "-".join(parcel.split("-")[:3])


def measure(city, result):
    truth = {}
    for o in json.load(open(os.path.join(city, "truth", "registration.json")))["cadastre_offsets"]:
        truth[block(o["first_parcel"])] = (-o["east_m"], -o["north_m"])
    found = json.load(open(os.path.join(result, "run.json")))["cadastre_offset"]
    rows = [(b, truth[b["block"]]) for b in found["blocks"] if b["block"] in truth]
    rms = lambda values: math.sqrt(sum(v * v for v in values) / max(1, len(values)))
    errors = [e for b, t in rows for e in (b["east_m"] - t[0], b["north_m"] - t[1])]
    return {"city": city, "blocks": len(rows), "without_estimate": found["blocks_without_estimate"],
            "put_in_rms_m": round(rms([v for _, t in rows for v in t]), 2), "error_rms_m": round(rms(errors), 2),
            "error_in_sigmas": round(rms([e / b["sigma_m"] for b, t in rows for e in (b["east_m"] - t[0], b["north_m"] - t[1])]), 2)}


def main():
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    for city, result in zip(sys.argv[1::2], sys.argv[2::2]):
        print(json.dumps(measure(city, result)))


if __name__ == "__main__":
    main()
