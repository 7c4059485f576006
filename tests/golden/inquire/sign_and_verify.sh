# A signed answer verifies offline; every changed byte fails; each answer leaves a line in the log.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
"$DIDBAN" keygen -o "$work/inquiry" > "$work/id"
code=0; "$DIDBAN" keygen -o "$work/inquiry" 2> /dev/null || code=$?
[ $code -eq 2 ]
[ "$(stat -c %a "$work/inquiry.key")" = 600 ]
"$DIDBAN" inquire "$work" --parcel 3-1-10-3 --purpose mortgage --since 1401/01/01 --on 1404/01/01 --consumer bank-17 -o "$work/answer.json"
"$DIDBAN" inquire "$work" --parcel 3-1-10-3 --purpose transfer --since 1401/01/01 --on 1404/01/01 > "$work/second.json"
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
assert len(p["rule_versions"]["rules_sha256"]) == 64
lines = [json.loads(l) for l in open(f"{work}/audit.jsonl")]
assert len(lines) == 2 and lines[0]["previous_sha256"] == "0" * 64
PY
"$DIDBAN" verify --audit "$work/audit.jsonl" > /dev/null
python3 - "$DIDBAN" "$work" <<'PY'
import random, subprocess, sys
didban, work = sys.argv[1:]
data = open(f"{work}/answer.json", "rb").read()
random.seed(1)
tries = [data + b" ", data[:-1], b"\xef\xbb\xbf" + data, data.replace(b'"purpose":"mortgage"', b'"purpose": "mortgage"')]
for _ in range(60):
    at = random.randrange(len(data))
    changed = bytearray(data)
    changed[at] ^= 1 << random.randrange(8)
    tries.append(bytes(changed))
for i, changed in enumerate(tries):
    open(f"{work}/changed.json", "wb").write(changed)
    code = subprocess.run([didban, "verify", f"{work}/changed.json", "-q"], stdout=subprocess.DEVNULL).returncode
    assert code == 1, (i, code)
PY
"$DIDBAN" keygen -o "$work/other" > /dev/null
code=0; "$DIDBAN" verify "$work/answer.json" --key "$work/other.pub" > /dev/null || code=$?
[ $code -eq 1 ]
sed -i 1d "$work/audit.jsonl"
code=0; "$DIDBAN" verify --audit "$work/audit.jsonl" > /dev/null || code=$?
[ $code -eq 1 ]
