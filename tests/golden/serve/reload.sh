# New data takes the place of the old while requests go on: none is dropped, each is answered from the old or the new.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/golden/serve"
python3 - "$work" <<'PY'
import os, re, signal, sys, threading
from serving import Serving
work = sys.argv[1]
TARGET = "/v1/parcels/3-1-10-2/rules?on=2025-03-21"
rules = open(f"{work}/rules.toml", encoding="utf-8").read()
def put(text):  # in one step, as an office should
    with open(f"{work}/rules.new", "w", encoding="utf-8") as f:
        f.write(text)
    os.rename(f"{work}/rules.new", f"{work}/rules.toml")
with Serving(work, "--reload-every", "1") as s:
    old = s.get(TARGET).json()
    stop, statuses, titles = threading.Event(), [], []
    def ask():
        connection = s.connect()
        while not stop.is_set():
            answer = s.get(TARGET, connection=connection)
            statuses.append(answer.status)
            titles.append(answer.json()["rules"]["plan_title"])
    askers = [threading.Thread(target=ask) for _ in range(3)]
    [a.start() for a in askers]
    put(re.sub(r'(?m)^title = ".*"$', 'title = "Another plan"', rules, count=1))
    s.wait_for("loaded again")
    assert s.get(TARGET).json()["rules"]["plan_title"] == "Another plan" != old["rules"]["plan_title"]
    put("this is no plan")
    s.process.send_signal(signal.SIGHUP)
    assert "rules.toml" in s.wait_for("could not be loaded")
    assert s.get(TARGET).json()["rules"]["plan_title"] == "Another plan"
    put(rules)
    s.process.send_signal(signal.SIGHUP)
    s.wait_for("loaded again")
    assert s.get(TARGET).json() == old
    stop.set()
    [a.join() for a in askers]
    assert set(statuses) == {200} and set(titles) == {old["rules"]["plan_title"], "Another plan"}, set(titles)
    figures = s.get("/metrics").body.decode()
    assert re.search(r'reloads_total\{result="done"\} [23]\n', figures) and re.search(r'reloads_total\{result="failed"\} [1-9]', figures), figures
    assert s.end() < 2
PY
