"""Spoils inputs for hostile_inputs.sh with nothing but Python: spoil.py no_crs|empty CADASTRE.gpkg, spoil.py apart|blank IMAGE.tif"""
import sqlite3, struct, sys

what, path = sys.argv[1:]


def triggers_off(db):
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')


def no_crs():
    db = sqlite3.connect(path)
    triggers_off(db)
    db.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
    db.execute("UPDATE gpkg_contents SET srs_id = -1")
    db.commit()


def empty():
    db = sqlite3.connect(path)
    triggers_off(db)
    db.execute("DELETE FROM parcels")
    db.commit()


SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 11: 4, 12: 8, 16: 8}


def tags(data):
    """{tag: (type, count, offset of the values)} of a little-endian classic or big TIFF."""
    assert data[:2] == b"II"
    big = struct.unpack_from("<H", data, 2)[0] == 43
    at = struct.unpack_from("<Q" if big else "<I", data, 8 if big else 4)[0]
    count = struct.unpack_from("<Q" if big else "<H", data, at)[0]
    at += 8 if big else 2
    out = {}
    for _ in range(count):
        tag, kind = struct.unpack_from("<HH", data, at)
        n = struct.unpack_from("<Q" if big else "<I", data, at + 4)[0]
        field = at + (12 if big else 8)
        fits = SIZES[kind] * n <= (8 if big else 4)
        out[tag] = (kind, n, field if fits else struct.unpack_from("<Q" if big else "<I", data, field)[0])
        at += 20 if big else 12
    return out


def apart():
    data = bytearray(open(path, "rb").read())
    kind, n, at = tags(data)[33922]
    x = struct.unpack_from("<d", data, at + 24)[0]
    struct.pack_into("<d", data, at + 24, x + 50000)
    open(path, "wb").write(data)


def blank():
    data = open(path, "rb").read()
    found = tags(data)
    width, height = (struct.unpack_from({3: "<H", 4: "<I"}[found[t][0]], data, found[t][2])[0] for t in (256, 257))
    bands = struct.unpack_from("<H", data, found[277][2])[0] if 277 in found else 1
    keep = {t: (k, n, data[at:at + SIZES[k] * n]) for t, (k, n, at) in found.items() if t in (33550, 33922, 34264, 34735, 34736, 34737)}
    short = lambda *v: (3, len(v), struct.pack(f"<{len(v)}H", *v))
    long = lambda v: (4, 1, struct.pack("<I", v))
    entries = {256: long(width), 257: long(height), 258: short(*[8] * bands), 259: short(1), 262: short(1), 273: long(0), 277: short(bands),
               278: long(height), 279: long(width * height * bands), 284: short(1), 338: short(*[0] * (bands - 1)), 42113: (2, 2, b"0\0"), **keep}
    if bands == 1:
        del entries[338]
    body, ifd, at = b"", b"", 8
    for tag in sorted(entries):
        kind, n, value = entries[tag]
        if len(value) > 4:
            value, body = struct.pack("<I", at + len(body)), body + value + b"\0" * (len(value) % 2)
        ifd += struct.pack("<HHI", tag, kind, n) + value.ljust(4, b"\0")
    pixels_at = at + len(body)
    position = sorted(entries).index(273) * 12 + 8
    ifd = ifd[:position] + struct.pack("<I", pixels_at) + ifd[position + 4:]
    ifd_at = pixels_at + width * height * bands
    with open(path, "wb") as out:
        out.write(b"II*\0" + struct.pack("<I", ifd_at) + body)
        out.write(b"\0" * (width * height * bands))
        out.write(struct.pack("<H", len(entries)) + ifd + b"\0\0\0\0")


{"no_crs": no_crs, "empty": empty, "apart": apart, "blank": blank}[what]()
