# The short code of an answer: the beginning of its hash, the same on page, text, rules and signed answer, and another for another answer.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
on="--on 1404/01/01"
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" parcel "$work" 3-1-10-2 $on -q > "$work/a.json"
"$DIDBAN" parcel "$work" 3-1-10-3 $on -q > "$work/b.json"
"$DIDBAN" parcel "$work" 3-1-10-2 $on --format html -q > "$work/a.html"
"$DIDBAN" parcel "$work" 3-1-10-2 $on --format text -q > "$work/a.txt"
"$DIDBAN" inquire "$work" --parcel 3-1-10-2 --purpose mortgage --since 1403/01/01 $on -q > "$work/signed.json"
python3 - "$work" <<'PY'
import json, sys
load = lambda name: json.load(open(f"{sys.argv[1]}/{name}"))
a, b, signed = load("a.json"), load("b.json"), load("signed.json")["payload"]
number = int(a["answer_hash"][:20], 16)
letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(number >> shift) & 31] for shift in range(75, -1, -5))
code = "-".join(letters[i:i + 4] for i in range(0, 16, 4))
assert a["answer_code"] == signed["answer_code"] == code, (a["answer_code"], code)
assert b["answer_code"] != code
assert code in open(f"{sys.argv[1]}/a.html").read() and f"کد پاسخ: {code}" in open(f"{sys.argv[1]}/a.txt").read()
PY
