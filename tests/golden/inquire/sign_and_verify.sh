# A signed answer verifies offline, also when other programs wrote it again; every changed byte fails.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
"$DIDBAN" keygen -o "$work/inquiry" > "$work/id"
code=0; "$DIDBAN" keygen -o "$work/inquiry" 2> /dev/null || code=$?
[ $code -eq 2 ]
[ "$(stat -c %a "$work/inquiry.key")" = 600 ]
"$DIDBAN" inquire "$work" --parcel 3-1-10-3 --purpose mortgage --since 1401/01/01 --on 1404/01/01 --consumer bank-17 -o "$work/answer.json"
"$DIDBAN" verify "$work/answer.json" --key "$work/inquiry.pub" > "$work/v.json"
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
v = json.load(open(f"{work}/v.json"))
assert v["valid"] and v["key_trusted"] and v["key_id"] == open(f"{work}/id").read().strip() and v["imagery"] == "not_observed"
p = json.load(open(f"{work}/answer.json"))["payload"]
assert p["purpose"] == "mortgage" and p["consumer"] == "bank-17"
assert p["last_certificate"]["kind"] == "completion" and p["last_certificate"]["permit_id"] == "1398-114"
assert abs(p["area_affected_by_widening_m2"] - 10) < 0.2
assert len(p["rule_versions"]["rules_sha256"]) == 64 and len(p["rule_versions"]["rules_digest"]) == 64
PY
# Another spelling of the same meaning is the same answer.
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
answer = json.load(open(f"{work}/answer.json"))
json.dump(answer, open(f"{work}/pretty.json", "w"), indent=3)
json.dump(dict(reversed(answer.items())), open(f"{work}/turned.json", "w"), ensure_ascii=False)
text = open(f"{work}/answer.json").read()
open(f"{work}/twice.json", "w").write(text.replace('"purpose":"mortgage"', '"purpose":"transfer","purpose":"mortgage"'))
PY
for spelling in pretty turned; do "$DIDBAN" verify "$work/$spelling.json" --key "$work/inquiry.pub" > /dev/null; done
code=0; "$DIDBAN" verify "$work/twice.json" --key "$work/inquiry.pub" > /dev/null || code=$?
[ $code -eq 1 ]
if command -v node > /dev/null; then
  node -e 'const f=require("fs"); f.writeFileSync(process.argv[2], JSON.stringify(JSON.parse(f.readFileSync(process.argv[1], "utf8"))))' "$work/answer.json" "$work/node.json"
  cmp "$work/node.json" <(head -c -1 "$work/answer.json")
fi
# The way of docs/inquiry.md without Didban.
if command -v jq > /dev/null && command -v openssl > /dev/null; then
  (cd "$work"; sed -n '/^```sh$/,/^```$/p' "$DIDBAN_SOURCE/docs/inquiry.md" | grep -v '^```' > openssl.sh; bash -e openssl.sh > said.txt; grep -q 'Verified Successfully' said.txt)
  jq -cS . "$work/answer.json" > "$work/jq.json"
  "$DIDBAN" verify "$work/jq.json" --key "$work/inquiry.pub" > /dev/null
  (cd "$work"; sed -i 's/mortgage/transfer/' answer.json; if bash -e openssl.sh > /dev/null 2>&1; then exit 1; fi; sed -i 's/transfer/mortgage/' answer.json)
fi
python3 - "$DIDBAN" "$work" <<'PY'
import random, subprocess, sys
didban, work = sys.argv[1:]
data = open(f"{work}/answer.json", "rb").read()
random.seed(1)
tries = [data[:-2], b"\xef\xbb\xbf\xef\xbb\xbf" + data, data + data, data.replace(b'"purpose":"mortgage"', b'"purpose":"mortgage "')]
for _ in range(60):
    at = random.randrange(len(data))
    changed = bytearray(data)
    changed[at] ^= 1 << random.randrange(8)
    tries.append(bytes(changed))
for i, changed in enumerate(tries):
    open(f"{work}/changed.json", "wb").write(changed)
    code = subprocess.run([didban, "verify", f"{work}/changed.json", "--key", f"{work}/inquiry.pub", "-q"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    assert code in (1, 2), (i, code)  # 2: a zero byte, no text at all
PY
# Another key, and no key: said in the answer itself, whatever is quiet.
"$DIDBAN" keygen -o "$work/other" > /dev/null
code=0; "$DIDBAN" verify "$work/answer.json" --key "$work/other.pub" > /dev/null || code=$?
[ $code -eq 1 ]
"$DIDBAN" verify "$work/answer.json" --key "$work/other.pub" --key "$work/inquiry.pub" > /dev/null
code=0; "$DIDBAN" verify "$work/answer.json" -q > "$work/v.json" || code=$?
[ $code -eq 1 ]
grep -q 'signature unchecked against a known key' "$work/v.json"
"$DIDBAN" verify "$work/answer.json" -q --allow-unknown-key > "$work/v.json"
grep -q 'signature unchecked against a known key' "$work/v.json"
grep -q '"key_trusted": false' "$work/v.json"
