# A case's folder for the commission: what is in it, and that one changed byte, a missing file and another's key are found.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 4 --parcels 40 --gsd 0.5 --quiet > /dev/null
"$DIDBAN" watch city -o run --quiet > /dev/null
case=$(ls run/evidence | head -1)
printf 'protocol' > protocol.jpg
"$DIDBAN" cases city confirm "$case" --file protocol.jpg --note "seen from the street" > /dev/null
"$DIDBAN" cases city bundle "$case" --report run --files . -o handed > /dev/null 2>&1
test -s handed/before.png && test -s handed/after.png && test -s handed/sheet.html && test -s handed/sheet.pdf && [ "$(ls handed | grep -c protocol.jpg)" = 1 ]
"$DIDBAN" verify handed/bundle.json --key city/inquiry.pub > found.json
python3 - "$case" <<'PY'
import hashlib, json, sys
found, bundle = json.load(open("found.json")), json.load(open("handed/bundle.json"))["payload"]
assert found["valid"] and found["key_trusted"] and found["case_id"] == sys.argv[1] and found["files"] == 5, found
for f in bundle["files"]:
    assert hashlib.sha256(open("handed/" + f["name"], "rb").read()).hexdigest() == f["sha256"], f
history = bundle["case"]["history"]
assert history[-1]["event"] == "confirmed" and all(len(e["hash"]) == 64 for e in history), history
assert bundle["ledger"]["last_hash"] == history[-1]["hash"], bundle["ledger"]
PY
fails() { # fails WORD: exit 1, and the reason has the word
  local status=0
  "$DIDBAN" verify handed/bundle.json --key city/inquiry.pub > found.json || status=$?
  [ "$status" = 1 ] && grep -q "$1" found.json || { echo "$1: ended with $status"; cat found.json; exit 1; }
}
cp handed/after.png kept.png
printf 'x' >> handed/after.png
fails "after.png is not as it was signed"
rm handed/after.png
fails "after.png is missing"
mv kept.png handed/after.png
sed -i.bak 's/seen from the street/seen from the garden/' handed/bundle.json
fails "does not belong to this text"
mv handed/bundle.json.bak handed/bundle.json
"$DIDBAN" keygen -o other > /dev/null
status=0; "$DIDBAN" verify handed/bundle.json --key other.pub > found.json || status=$?
[ "$status" = 1 ] && grep -q "not by the trusted key" found.json
"$DIDBAN" verify handed/bundle.json --key city/inquiry.pub > /dev/null
refused() { local word=$1 status=0; shift; "$DIDBAN" cases city bundle "$@" > /dev/null 2> said.txt || status=$?; [ "$status" = 2 ] && grep -q "$word" said.txt || { cat said.txt; exit 1; }; }
refused "exists already" "$case" --report run -o handed
printf 'another' > protocol.jpg
refused "is not the file" "$case" --report run --files . -o second
refused "no evidence" "$case" --report . -o second
[ ! -e second ]
