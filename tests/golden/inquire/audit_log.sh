# Every answer leaves a signed line; what is done to the log shows; a full disk and a crash leave it whole.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
log=$work/audit.jsonl
ask() { "$DIDBAN" inquire "$work" --parcel 3-1-10-3 --purpose mortgage --since 1401/01/01 --on 1404/01/01 -q --request-id "$1" -o "$work/$1.json"; }
for id in r1 r2 r3 r4; do ask $id; done
[ "$(wc -l < "$log")" -eq 4 ]
"$DIDBAN" verify --audit "$log" > /dev/null
"$DIDBAN" verify --audit "$log" --key "$work/inquiry.pub" > "$work/v.json"
grep -q '"key_trusted": true' "$work/v.json"
cp "$log" "$work/keep"; cp "$log.head" "$work/keep.head"
back() { cp "$work/keep" "$log"; cp "$work/keep.head" "$log.head"; }
# broken NAME LINE: the log as it lies does not hold, from that line on, and takes no further answer when its end is wrong
broken() {
  code=0; "$DIDBAN" verify --audit "$log" --key "$work/inquiry.pub" > "$work/v.json" || code=$?
  [ $code -eq 1 ] || { echo "$1: exit $code"; exit 1; }
  grep -q "\"first_broken_line\": $2" "$work/v.json" || { echo "$1: $(cat "$work/v.json")"; exit 1; }
  back
}
sed -i '2s/mortgage/transfer/' "$log"; broken "a changed line" 2
sed -i '4s/"r4"/"r9"/' "$log"; broken "the last line changed" 4
sed -i 1d "$log"; broken "the first line taken out" 1
sed -i 3d "$log"; broken "a line taken out" 3
sed -i '$d' "$log"; broken "the last line taken out" 4
sed -i '2{h;d};3{G}' "$log"; broken "two lines exchanged" 2
rm "$log.head"; broken "no head" null
sed -i 's/"lines":4/"lines":3/' "$log.head"; broken "a changed head" null
# A chain that someone else wrote anew holds in itself, not against the city's key.
"$DIDBAN" keygen -o "$work/stranger" > /dev/null
rm "$log" "$log.head"
for id in r1 r2; do "$DIDBAN" inquire "$work" --parcel 3-1-10-3 --purpose mortgage --since 1401/01/01 --on 1404/01/01 -q --key "$work/stranger.key" -o "$work/s.json"; done
"$DIDBAN" verify --audit "$log" > /dev/null
broken "a chain by another key" 1
# A log whose end is not that of its head takes no answer: nothing would say that it was cut.
sed -i '$d' "$log"; rm -f "$work/late.json"
code=0; ask late 2> "$work/said" || code=$?
[ $code -eq 1 ]; [ ! -e "$work/late.json" ]; grep -q 'audit log was altered' "$work/said"
back
# A crash in the middle of a line: the piece is taken away, not glued to.
printf '{"line":5,"time":"20' >> "$log"
"$DIDBAN" verify --audit "$log" > "$work/v.json"
grep -q '"unfinished_line": true' "$work/v.json"
ask r5
[ "$(wc -l < "$log")" -eq 5 ]
"$DIDBAN" verify --audit "$log" --key "$work/inquiry.pub" > /dev/null
# A crash between the line and its head: the line counts.
cp "$work/keep.head" "$log.head"
"$DIDBAN" verify --audit "$log" --key "$work/inquiry.pub" > /dev/null
ask r6
"$DIDBAN" verify --audit "$log" --key "$work/inquiry.pub" > /dev/null
# A full disk: no answer, and the log is as it was.
before=$(sha256sum < "$log")
python3 - "$DIDBAN" "$work" "$(stat -c %s "$log")" <<'PY'
import os, resource, signal, subprocess, sys
didban, work, size = sys.argv[1:]
for more in (0, 60, 500):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(size) + more,) * 2)
    r = subprocess.run([didban, "inquire", work, "--parcel", "3-1-10-3", "--purpose", "mortgage", "--since", "1401/01/01", "--on", "1404/01/01", "-q", "-o", work + "/full.json"], preexec_fn=limit, capture_output=True)
    assert r.returncode == 1 and b"audit log cannot be written" in r.stderr, (more, r)
    assert not os.path.exists(work + "/full.json")
PY
[ "$(sha256sum < "$log")" = "$before" ]
# A key pair that a full disk cut is made again; a whole one never is.
for size in 0 20 60 115; do
  rm -f "$work"/inquiry.* "$log" "$log.head"
  python3 - "$DIDBAN" "$work" $size <<'PY'
import resource, signal, subprocess, sys
didban, work, size = sys.argv[1:]
def limit():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size),) * 2)
r = subprocess.run([didban, "keygen", "-o", work + "/inquiry"], preexec_fn=limit, capture_output=True)
assert r.returncode == 1 and b"inquiry.key: cannot be written" in r.stderr, r
PY
  [ -z "$(ls "$work" | grep '^inquiry')" ]
  printf -- '-----BEGIN PRIVATE KEY-----\nMC4C' | head -c $size > "$work/inquiry.key"; : > "$work/inquiry.pub"
  ask k$size
  "$DIDBAN" verify "$work/k$size.json" --key "$work/inquiry.pub" > /dev/null
done
rm "$work/inquiry.pub"; cp "$work/inquiry.key" "$work/was.key"
ask again
cmp "$work/inquiry.key" "$work/was.key"
"$DIDBAN" verify "$work/k115.json" --key "$work/inquiry.pub" > /dev/null
