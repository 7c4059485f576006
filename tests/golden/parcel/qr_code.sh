# The QR code of a page says which answer the page is of: read by another program, from parcel pages and an assessment, drawn
# equal every time.
python3 -c 'import ctypes; ctypes.CDLL("libzbar.so.0")' 2> /dev/null || exit 77
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
sed -i 's/^name = .*/name = "اراک <Arak> \& Co"/' "$work/city.toml"
for lang in fa en; do
  "$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 --format html --lang $lang -q > "$work/$lang.html"
  "$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" --on 1404/01/01 --known 1403/06/01 --format html --lang $lang -q > "$work/assess-$lang.html"
done
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 --format html -q | cmp - "$work/fa.html"
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 -q > "$work/parcel.json"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" --on 1404/01/01 --known 1403/06/01 -q > "$work/assess.json"
python3 - "$work" <<'PY'
import ctypes, json, re, sys
work = sys.argv[1]
zbar = ctypes.CDLL("libzbar.so.0")
for name in ("zbar_image_scanner_create", "zbar_image_create", "zbar_image_first_symbol", "zbar_symbol_next"):
    getattr(zbar, name).restype = ctypes.c_void_p
zbar.zbar_symbol_get_data.restype = ctypes.POINTER(ctypes.c_char)
P = ctypes.c_void_p

def drawn(page):
    """The code's picture, eight dots a module, from the rectangles of its path."""
    [(side, path)] = re.findall(r'<svg class="qr" viewBox="0 0 (\d+) \1"[^>]*><rect width="\1" height="\1" fill="#fff"/><path d="([^"]*)"/></svg>', page)
    side, dots = int(side), 8
    dark = [[False] * side for _ in range(side)]
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join("M%s %sh%sv1h-%sz" % r for r in runs) == path
    for x, y, wide, back in runs:
        assert wide == back
        for k in range(int(wide)):
            dark[int(y)][int(x) + k] = True
    quiet = [*dark[:4], *dark[-4:], *([r[:4] for r in dark]), *([r[-4:] for r in dark])]
    assert not any(any(part) for part in quiet) and any(dark[4])
    return side * dots, bytes(0 if dark[r // dots][c // dots] else 255 for r in range(side * dots) for c in range(side * dots))

def read(page):
    side, dots = drawn(page)
    image, scanner = P(zbar.zbar_image_create()), P(zbar.zbar_image_scanner_create())
    zbar.zbar_image_set_format(image, ctypes.c_ulong(int.from_bytes(b"Y800", "little")))
    zbar.zbar_image_set_size(image, side, side)
    zbar.zbar_image_set_data(image, dots, ctypes.c_ulong(len(dots)), None)
    assert zbar.zbar_scan_image(scanner, image) == 1
    symbol = P(zbar.zbar_image_first_symbol(image))
    assert zbar.zbar_symbol_get_type(symbol) == 64  # QR
    text = zbar.zbar_symbol_get_data(symbol)[:zbar.zbar_symbol_get_data_length(symbol)].decode("utf-8")
    zbar.zbar_image_scanner_destroy(scanner)
    return text

parcel, assessment = json.load(open(f"{work}/parcel.json")), json.load(open(f"{work}/assess.json"))
about = f"city: اراک <Arak> & Co\nparcel: {parcel['parcel_id']}\non: 2025-03-21\n"
for lang in ("fa", "en"):
    page, assessed = (open(f"{work}/{name}{lang}.html", encoding="utf-8").read() for name in ("", "assess-"))
    said = read(page)
    assert said == f"DIDBAN parcel\n{about}code: {parcel['answer_code']}", said
    assert f'>{parcel["answer_code"]}</code>' in page and f'>{parcel["answer_hash"]}</code>' in page
    said = read(assessed)
    assert said == f"DIDBAN assessment\n{about}known: 2024-08-22\ncode: {assessment['answer_code']}", said
    assert f'>{assessment["answer_code"]}</code>' in assessed
assert parcel["answer_code"] != assessment["answer_code"]
PY
