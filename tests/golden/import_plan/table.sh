# A clerk's table becomes rules; what cannot be read is listed and not guessed.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
cat > "$work/limits.csv" <<'CSV'
پهنه,عرض گذر از,عرض گذر تا,تعداد طبقات,سطح اشغال (درصد),کاربری مجاز,رنگ
MEDIUM,,12,۲,۶۰٪,residential,yellow
MEDIUM,12,,۳,60,residential،office,yellow
HIGH,,,چهار,50,,red
,,,9,9,,
CSV
"$DIDBAN" import-plan "$work/limits.csv" --document "Booklet" --valid-from 1390/01/01 -o "$work/rules.toml" 2> "$work/log"
grep -q 'رنگ' "$work/log"; grep -q 'چهار' "$work/log"; grep -q 'without a zone' "$work/log"
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 > "$work/a.json"
"$DIDBAN" parcel "$work" 3-1-10-15 --on 1404/01/01 > "$work/b.json"
python3 - "$work" <<'PY'
import json, sys
load = lambda n: {q["quantity"]: q for q in json.load(open(f"{sys.argv[1]}/{n}"))["rules"]["limits"]}
a, b = load("a.json"), load("b.json")
assert a["floors"]["value"] == 3 and a["coverage"]["value"] == 0.6 and a["use_allowed"]["value"] == ["office", "residential"]
assert b["floors"]["outcome"] == "UNKNOWN" and b["coverage"]["value"] == 0.5
PY
sed -i 's/,60,/,0.6,/' "$work/limits.csv"
code=0; "$DIDBAN" import-plan "$work/limits.csv" --document "Booklet" --valid-from 1390/01/01 -o "$work/no.toml" 2> "$work/log" || code=$?
[ $code -eq 2 ]; [ ! -e "$work/no.toml" ]; grep -q 'write 60' "$work/log"
code=0; "$DIDBAN" import-plan "$work/limits.csv" 2> /dev/null || code=$?
[ $code -eq 2 ]
