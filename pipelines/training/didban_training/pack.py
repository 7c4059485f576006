"""Puts all that a training reads into one file, for a machine with an accelerator that has neither the folders nor GDAL.

    python3 -m didban_training.pack --data BUILDINGS --out PACK.zip [--ground GROUND] [--unlabelled TILES] [--tuning VALIDATION]

BUILDINGS holds the labelled tiles, GROUND tiles of ground without buildings, TILES unlabelled ones, VALIDATION the labelled
pairs, of which the tuning set is packed. JPEG files travel as they are, all else without loss.
"""
import argparse
import json
import os
import re
import zipfile

import cv2
import numpy as np

from .places import Places, Region

HELD_OUT = ("spacenet1_rio_3band_AOI_1_RIO_img2033", "oam_catanduanes_ph_1", "oam_kampala_ug_2")
HELD_OUT_GROUND = re.compile(r"9[5-9]$")  # of each kind, by number
TUNING = ("levir_crops", "levir_tile")


def load_places(data, ground=None, research=False):
    """What is trained on and what is held out: Places each. Tiny data without a held-out region hold out the first."""
    from .open_ground import load_ground
    from .regions import load_regions
    regions, tiles = load_regions(data, research), load_ground(ground) if ground else []
    held_out = [r for r in regions if r.name in HELD_OUT] or regions[:1]
    return (Places([r for r in regions if r.name not in HELD_OUT], [t for t in tiles if not HELD_OUT_GROUND.search(t.name)]),
            Places(held_out, [t for t in tiles if HELD_OUT_GROUND.search(t.name)]))


class Writer:
    def __init__(self, archive):
        self.archive, self.count = archive, 0

    def picture(self, image, source=None):
        """Stores an image (RGB or one band, uint8) and returns its name; a JPEG file `source` of it is stored as it is."""
        self.count += 1
        if source and source.endswith(".jpg"):
            name = f"{self.count}.jpg"
            self.archive.write(source, name)
        elif image.ndim == 3:
            name = f"{self.count}.webp"
            self.archive.writestr(name, cv2.imencode(".webp", image[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes())
        else:
            name = f"{self.count}.png"
            self.archive.writestr(name, cv2.imencode(".png", image * 255)[1].tobytes())
        return name

    def region(self, region, folder=None):
        source = os.path.join(folder, "image", region.name + ".jpg") if folder else None
        row = {"name": region.name, "place": region.place, "gsd": region.gsd,
               "image": self.picture(region.image, source if source and os.path.exists(source) else None)}
        if region.mask.any() or not region.valid.all():
            row.update(mask=self.picture(region.mask), valid=self.picture(region.valid))
        return row


class Pack:
    """What was packed; images are decoded when asked for."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.index = json.loads(self.archive.read("index.json"))

    def picture(self, name):
        code = np.frombuffer(self.archive.read(name), np.uint8)
        if name.endswith(".png"):
            return (cv2.imdecode(code, cv2.IMREAD_GRAYSCALE) > 127).astype(np.uint8)
        return np.ascontiguousarray(cv2.imdecode(code, cv2.IMREAD_COLOR)[..., ::-1])

    def regions(self, kind):
        for row in self.index[kind]:
            image = self.picture(row["image"])
            nothing = np.zeros(image.shape[:2], np.uint8)
            mask, valid = [self.picture(row[k]) if k in row else nothing + d for k, d in (("mask", 0), ("valid", 1))]
            yield Region(row["name"], image, mask, valid, row["gsd"], row["place"])

    def places(self, kind):
        """`kind`: "trained" or "held_out"."""
        return Places(list(self.regions(kind)), list(self.regions(kind + "_ground")))

    def tuning(self):
        """(set, before, after, label, metres per pixel) of every pair of the tuning set."""
        for row in self.index["tuning"]:
            before, after, label = [self.picture(row[k]) for k in ("before", "after", "label")]
            yield row["set"], before, after, label > 0, row["gsd"]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with the labelled building tiles")
    parser.add_argument("--ground", help="folder with tiles of ground without buildings")
    parser.add_argument("--unlabelled", help="folder with tiles that nobody labelled")
    parser.add_argument("--tuning", help="folder of validation data: the tuning set is scored while training")
    parser.add_argument("--research", action="store_true", help="study only: add data whose terms forbid shipping")
    parser.add_argument("--out", required=True)
    args = parser.parse_args(arguments)
    from .unlabelled import load_unlabelled
    from .validation_sets import pairs
    index = {}
    with zipfile.ZipFile(args.out + ".part", "w") as archive:
        writer = Writer(archive)
        for kind, places in zip(("trained", "held_out"), load_places(args.data, args.ground, args.research)):
            index[kind] = [writer.region(r) for r in places.labelled]
            index[kind + "_ground"] = [writer.region(t, args.ground) for tiles in places.ground.values() for t in tiles]
        index["unlabelled"] = [writer.region(t, args.unlabelled) for t in load_unlabelled(args.unlabelled)] if args.unlabelled else []
        index["tuning"] = [{"set": name, "before": writer.picture(before), "after": writer.picture(after),
                            "label": writer.picture(label.astype(np.uint8)), "gsd": gsd}
                           for name in (TUNING if args.tuning else ()) for _, before, after, label, gsd in pairs(args.tuning, name)]
        archive.writestr("index.json", json.dumps(index))
    os.replace(args.out + ".part", args.out)
    print(", ".join(f"{len(rows)} {kind}" for kind, rows in index.items()))


if __name__ == "__main__":
    main()
