#!/usr/bin/env python3
"""What the main jobs cost, each beside merely reading its input: one table.

    tests/bench/speed.py DIDBAN [--runs 5] [--edge 4000] [--parcels 1000,4000] [--folder FOLDER]

Inputs are made here, from seeds. Every job is a whole process, run RUNS times in turn with the others; the table has the
median of processor seconds and of wall seconds, the largest peak of memory, and the processor seconds beside those of
reading (for imagery) or of the mean (for zonal statistics). Programs of others are measured where they are installed:
exactextract, OTB's otbcli_MultivariateAlterationDetector. FOLDER keeps the inputs for the next time.
Needs python3-gdal and python3-numpy.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from process_cost import cost, made_city

READ = """
import sys
from osgeo import gdal
gdal.UseExceptions()
for path in sys.argv[1:]:
    scene = gdal.Open(path)
    for y in range(0, scene.RasterYSize, 512):
        scene.ReadRaster(0, y, scene.RasterXSize, min(512, scene.RasterYSize - y))
"""


def measured(command, out):
    """The cost of one run into a fresh output."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return cost(command)


def jobs_of(didban, folder, edge, cities):
    """(name, command, output, name of the job it is told beside, megapixels)."""
    subprocess.run([sys.executable, pathlib.Path(__file__).with_name("speed_inputs.py"), folder, str(edge)], check=True)
    before, after, parcels = folder / f"before_{edge}.tif", folder / f"after_{edge}.tif", folder / f"parcels_{edge}.gpkg"
    out = folder / "out"
    megapixels = edge * edge / 1e6
    read_pair, read_scene = f"reading the pair, {edge}² × 4", "reading one image of it"
    yield read_pair, [sys.executable, "-c", READ, before, after], out, None, megapixels
    detect = [didban, "detect", before, after, "--detector", "irmad", "--no-align", "-q", "-o", out / "r"]
    yield "IR-MAD", detect, out, read_pair, megapixels
    yield "IR-MAD, `--exact`", [*detect, "--exact"], out, read_pair, megapixels
    if shutil.which("otbcli_MultivariateAlterationDetector"):
        yield "OTB, one pass of MAD", ["otbcli_MultivariateAlterationDetector", "-in1", before, "-in2", after, "-out", out / "mad.tif"], out, read_pair, megapixels
    yield read_scene, [sys.executable, "-c", READ, before], out, None, megapixels
    six = "count,sum,mean,min,max,stdev"
    for told, beside in (("mean", read_scene), ("median", "zonal mean"), (six, "zonal mean")):
        yield f"zonal {told}", [didban, "zonal", before, parcels, "-q", "--threads", 1, "-o", out / "z.csv", "--stats", told], out, beside, megapixels
    if shutil.which("exactextract"):
        asked = [word for name in six.split(",") for word in ("-s", f"{name}(scene)")]
        yield "exactextract, the same six", ["exactextract", "-r", f"scene:{before}", "-p", parcels, "-f", "parcel_id", "-o", out / "e.csv", *asked], out, "zonal mean", megapixels
    for count in cities:
        city = folder / f"city_{count}"
        made = made_city(didban, city, "--seed", 7, "--parcels", count)
        size = made["width"] * made["height"] / 1e6
        reading = f"reading the images of {count:,} parcels"
        yield reading, [sys.executable, "-c", READ, *sorted(city.rglob("*.tif"))], out, None, size
        for threads in (1, 2):
            yield (f"watch of {count:,} parcels, {threads} thread{'s' * (threads > 1)}",
                   [didban, "watch", city, "-q", "--threads", threads, "-o", out / "w", "--ledger", out / "ledger.gpkg"], out, reading, size)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("didban", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edge", type=int, default=4000)
    parser.add_argument("--parcels", default="1000,4000")
    parser.add_argument("--folder", type=pathlib.Path)
    args = parser.parse_args()
    folder = args.folder or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    jobs = list(jobs_of(args.didban.resolve(), folder, args.edge, [int(n) for n in args.parcels.split(",") if n]))
    runs = {name: [] for name, *_ in jobs}
    for _ in range(args.runs):
        for name, command, out, *_ in jobs:
            runs[name].append(measured(command, out))
    middle = {name: {part: statistics.median(run[part] for run in values) for part in values[0]} for name, values in runs.items()}
    print(f"Median of {args.runs} runs, load {os.getloadavg()[0]:.1f} at the end.\n")
    print("| job | CPU-s | wall s | peak MB | megapixels per CPU-s | CPU beside |\n| --- | --- | --- | --- | --- | --- |")
    for name, _, _, beside, megapixels in jobs:
        cpu, peak = middle[name]["cpu_s"], max(run["peak_mb"] for run in runs[name])
        ratio = f"{cpu / middle[beside]['cpu_s']:.2f} × {beside}" if beside else ""
        print(f"| {name} | {cpu:.2f} | {middle[name]['wall_s']:.2f} | {peak:.0f} | {megapixels / cpu:.2f} | {ratio} |")


if __name__ == "__main__":
    main()
