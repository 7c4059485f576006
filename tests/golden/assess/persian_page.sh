# A proposal judged in words: as text and as a page, in Persian without a foreign word, right to left, by the plan's own names.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
sed -i 's/document = "[^"]*"/document = "دفترچه ضوابط"/; s/^condition = .*//' "$work/rules.toml"
sed -i 's/"Azadi"/"آزادی"/; s/"Imam"/"امام"/' "$work/streets.geojson"
cat > "$work/over.json" <<'JSON'
{"floors": 6, "height_m": 20, "total_area_m2": 900, "units": 3, "parking": 0, "use": "office", "crs": "EPSG:32639",
 "footprint": {"type": "Polygon", "coordinates": [[[379011, 3773008], [379021, 3773008], [379021, 3773026], [379011, 3773026], [379011, 3773008]]]}}
JSON
for l in fa en; do
  for f in text html; do
    "$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/over.json" --on 1404/01/01 --format $f --lang $l -q > "$work/$l.$f"
  done
done
python3 - "$work" <<'PY'
import html, re, sys
read = lambda name: open(f"{sys.argv[1]}/{name}", encoding="utf-8").read()
text = read("fa.text")
bare = re.sub(r"\[[^\n]*\]$", "", text, flags=re.M)            # rule ids
assert not (words := re.findall(r"[A-Za-z_]{2,}", bare)), (words, text)
assert not re.search(r"[0-9.]", bare.replace("3-1-10-2-0-0-0", "")), bare
for words in ("مغایر\tتعداد طبقات: حداکثر ۴ طبقه، در طرح: ۶ طبقه", "تعداد طبقات ۶ است، بیش از حداکثر ۴ به اندازه ۲", "سطح اشغال: حداکثر", "٪ است، بیش از حداکثر",
              "عقب‌نشینی از بر (جنوب)", "کاربری (اداری)", "کاربری اداری در فهرست مجاز نیست", "۱۸ مترمربع از سطح اشغال بیرون ملک است", "دفترچه ضوابط، بند ۱", "پخ ۴۵ درجه"):
    assert words in text, (words, text)
english = read("en.text")
for words in ("violates\tnumber of floors: at most 4 floors; proposed: 6 floors", "site coverage is ", " %, more than ", "inside the parcel", "use (office)", "cut of 45° towards the neighbour"):
    assert words in english, (words, english)
page = read("fa.html")
assert page.startswith("<!doctype html>\n<html lang=\"fa\" dir=\"rtl\">") and not re.search(r"(src|href)=|url\(", page)
seen = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(style|code)[^>]*>.*?</\1>", "", page, flags=re.S)))
assert not (words := re.findall(r"[A-Za-z_]{2,}", seen)), words
body = page[page.index("<main"):]
assert body.index("موارد مغایرت") < body.index("مواردی که داوری نشد") < body.index("موارد رعایت‌شده")
card = re.search(r'class="card (\w*)"><p class="what">طرح پیشنهادی</p><p class="value">([^<]*)', body)
assert card.groups() == ("FORBIDDEN", "مغایر"), card
assert read("en.html").count('<span class="badge FORBIDDEN">violates</span>') == english.count("  violates\t") > 3
PY
