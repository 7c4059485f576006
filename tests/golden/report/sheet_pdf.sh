# evidence/CASE/sheet.pdf: what it says in both languages, the digests of the pictures beside it, and the same bytes twice.
for program in pdftotext pdfinfo; do
  [ -n "$(command -v $program)" ] || { echo "skipped: $program is not installed (apt-get install poppler-utils)"; exit 77; }
done
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
"$DIDBAN" simulate -o "$dir/city" --seed 7 --parcels 120 --gsd 0.5 --preset realistic --quiet >/dev/null
"$DIDBAN" watch "$dir/city" -o "$dir/out" --quiet >/dev/null
"$DIDBAN" watch "$dir/city" -o "$dir/again" --quiet >/dev/null
for sheet in "$dir"/out/evidence/*/sheet.pdf; do
  cmp "$sheet" "$dir/again/evidence/$(basename "$(dirname "$sheet")")/sheet.pdf"
done
python3 - "$dir/out" <<'PY'
import hashlib, json, re, subprocess, sys
out = sys.argv[1]
findings = [f["properties"] for f in json.load(open(out + "/findings.geojson", encoding="utf-8"))["features"]]
told = next(f for f in findings if "sheet_pdf" in f["evidence"] and f["parcel_id"] and any(r["quantity"] == "floors" and r["measured"] is not None for r in f["rules"]))
path = f"{out}/{told['evidence']['sheet_pdf']['path']}"
assert hashlib.sha256(open(path, "rb").read()).hexdigest() == told["evidence"]["sheet_pdf"]["sha256"]
text = " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, encoding="utf-8").stdout.split())
for words in (f"Parcel {told['parcel_id']}", told["reason_en"], "Measured against the limits", "seen for the first time", "none found" if told["permit_id"] is None else told["permit_id"],
              "مساحت", "سابقه", told["case_id"], hashlib.sha256(open(f"{out}/evidence/{told['case_id']}/before.png", "rb").read()).hexdigest()):
    assert words in text, f"{path} does not say {words!r}: {text}"
# Half a storey is what a measured one may differ by; the limit is told in whole ones.
storeys = re.findall(r"of ([0-9.]+) floors", text)
assert storeys and all(s.isdigit() for s in storeys), storeys
# One level on one sheet: k = 2, for the area too.
doubt = int(2 * told["area_sigma_m2"] + 0.5)
assert f"± {doubt} m²" in text, f"{path} does not tell the area with ± {doubt} m²: {text}"
info = subprocess.run(["pdfinfo", path], capture_output=True, check=True, encoding="utf-8").stdout
assert "A4" in info and told["case_id"] in info, info
assert not re.search("[\u2066-\u2069]", info), "the title carries marks of direction"
page = open(f"{out}/{told['evidence']['sheet']['path']}", encoding="utf-8").read()
assert re.search('<h1>[^<]+ · <bdi lang="en">[^<]+</bdi></h1>', page), "the page does not name the city in both languages"
PY
# A note that takes pages stands on them from its first word to its last, in both languages.
read -r case seen <<< "$("$DIDBAN" cases "$dir/city" list --verdict suspected | sed -n 2p | cut -f1,9)"
"$DIDBAN" cases "$dir/city" confirm "$case" --on "$seen" --note "$(seq -f 'word%05.0f' 2000 | tr '\n' ' ')" > /dev/null
"$DIDBAN" watch "$dir/city" -o "$dir/out" --quiet > /dev/null
pdftotext "$dir/out/evidence/$case/sheet.pdf" - | grep -oE 'word[0-9]{5}' | sort | uniq -c | awk '$1 == 2' | wc -l > "$dir/words"
[ "$(cat "$dir/words")" = 2000 ] || { echo "of 2000 words of a note the sheet shows $(cat "$dir/words") in both languages"; exit 1; }
# A machine without a font: the run says so, and leaves the PDF out.
echo '<fontconfig></fontconfig>' > "$dir/none.conf"
FONTCONFIG_FILE="$dir/none.conf" "$DIDBAN" watch "$dir/city" -o "$dir/out" >/dev/null 2> "$dir/said"
grep -q 'no font with Persian letters' "$dir/said" || { cat "$dir/said"; exit 1; }
[ -z "$(find "$dir/out/evidence" -name sheet.pdf)" ] && [ -n "$(find "$dir/out/evidence" -name sheet.html)" ] || { find "$dir/out/evidence" | head; exit 1; }
