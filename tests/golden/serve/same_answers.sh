# What the service answers is, byte for byte, what the command line prints; every address that it describes is there.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
"$DIDBAN" keygen -o "$work/inquiry" > /dev/null
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 -q > "$work/parcel.out"
"$DIDBAN" parcel "$work" 3-1-10-2 --on 2025-03-21 --known 2020-01-01 --radius 50 -q > "$work/known.out"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" --on 2025-03-21 -q > "$work/assess.out"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/golden/serve"
python3 - "$work" <<'PY'
import json, os, signal, subprocess, sys
from urllib.parse import quote
from serving import Serving
work, didban = sys.argv[1], os.environ["DIDBAN"]
read = lambda name: open(f"{work}/{name}", "rb").read()
with Serving(work, "--max-batch", "3", "--access-log", f"{work}/access.jsonl") as s:
    assert s.get("/healthz").json() == {"status": "ok"}
    file = s.get("/v1/parcels/3-1-10-2?on=1404/01/01")
    assert file.status == 200 and file.body == read("parcel.out") and file.headers["Content-Type"] == "application/json"
    assert s.get("/v1/parcels/" + quote("۳-۱-۱۰-۲") + "?on=" + quote("۱۴۰۴/۰۱/۰۱")).body == file.body
    assert s.get("/v1/parcels/3%2F1%2F10%2F2?on=2025-03-21").body == file.body
    assert s.get("/v1/parcels/3-1-10-2?on=2025-03-21&known=2020-01-01&radius_m=50").body == read("known.out")
    parcel = file.json()
    assert s.get(f"/v1/parcel-at?lon={parcel['lon']}&lat={parcel['lat']}&on=2025-03-21").body == file.body
    rules = s.get("/v1/parcels/3-1-10-2/rules?on=2025-03-21").json()
    assert rules["rules"] == parcel["rules"] and rules["facts"] == parcel["facts"] and rules["answer_hash"] == parcel["answer_hash"]
    for limit in parcel["rules"]["limits"]:
        assert s.get(f"/v1/parcels/3-1-10-2/limits/{limit['quantity']}?on=2025-03-21").json() == {**limit, "pending": [p for p in parcel["pending"] if p["quantity"] == limit["quantity"]]}
    proposal = json.loads(read("proposal.json"))
    one = s.post("/v1/parcels/3-1-10-2/assess?on=2025-03-21", read("proposal.json"))
    assert one.body == read("assess.out")
    many = s.post("/v1/assess?on=2025-03-21", [{"parcel_id": "3-1-10-2", "proposal": proposal}, {"parcel_id": "3-1-10-2", "proposal": {"flors": 3}}, {"parcel_id": "9-9", "proposal": proposal}]).json()["assessments"]
    assert many[0] == one.json() and "floors" in many[1]["error"] and "9-9" in many[2]["error"]
    several = s.post("/v1/rules?on=2025-03-21", ["3-1-10-2", "9-9-9-9"]).json()["parcels"]
    assert several[0] == rules and several[1]["parcel_id"] == "9-9-9-9" and "no such parcel" in several[1]["error"]
    outline = [[379010, 3773006], [379030, 3773006], [379030, 3773031], [379010, 3773031], [379010, 3773006]]
    drawn = s.post("/v1/polygon/rules?on=2025-03-21&crs=EPSG:32639", {"type": "Polygon", "coordinates": [outline]}).json()
    assert drawn["parcel_id"] is None and abs(drawn["facts"]["area_m2"] - 500) < 0.5 and len(drawn["covers"]) == 2
    found = s.get("/v1/parcels?search=3-1-10&limit=2").json()
    assert len(found["parcel_ids"]) == 2 and found["more"] and all(i.startswith("3-1-10") for i in found["parcel_ids"])
    assert s.get("/v1/parcels?search=" + quote("۳/۱/۱۰/۲")).json()["parcel_ids"][0] == parcel["parcel_id"]
    assert s.get("/v1/parcels?search=zz").json() == {"parcel_ids": [], "more": False}

    # An inquiry: signed as on the command line, with request and consumer in answer, audit log and access log.
    asked = s.post("/v1/parcels/3-1-10-2/inquiry", {"purpose": "mortgage", "since": "1401/01/01", "on": "2025-03-21"}, headers={"X-Request-Id": "r-77", "X-Consumer": "bank-17"})
    assert asked.status == 200 and asked.headers["X-Request-Id"] == "r-77"
    payload = asked.json()["payload"]
    assert (payload["request_id"], payload["consumer"]) == ("r-77", "bank-17")
    audit = [json.loads(line) for line in open(f"{work}/audit.jsonl")]
    assert [(a["request_id"], a["consumer"], a["parcel_id"]) for a in audit] == [("r-77", "bank-17", parcel["parcel_id"])]
    assert s.post("/v1/verify", asked.body).json()["valid"]
    assert not s.post("/v1/verify", asked.body.replace(b"bank-17", b"bank-18")).json()["valid"]
    open(f"{work}/answer.json", "wb").write(asked.body)
    printed = subprocess.run([didban, "verify", f"{work}/answer.json", "--key", f"{work}/inquiry.pub"], capture_output=True, check=True)
    assert s.post("/v1/verify", asked.body).body == printed.stdout
    subprocess.run([didban, "verify", f"{work}/audit.jsonl", "--audit", "--key", f"{work}/inquiry.pub"], stdout=subprocess.DEVNULL, check=True)
    made = s.get("/healthz").headers["X-Request-Id"]
    assert len(made) == 32 and made != s.get("/healthz").headers["X-Request-Id"]

    # The description: every address and method in it is there, and takes the parameters that it is said to take.
    described = s.get("/openapi.json")
    for document in ("openapi.json", "answers.schema.json"):
        assert s.get("/" + document).body == open(os.environ["DIDBAN_SOURCE"] + "/docs/" + document, "rb").read()
    described = described.json()
    for path, methods in described["paths"].items():
        target = path.replace("{id}", "3-1-10-2").replace("{quantity}", "floors")
        other = s.ask("DELETE", target)
        assert other.status == 405 and other.headers["Allow"] == ", ".join(m.upper() for m in methods), path
        for method, of in methods.items():
            parameters = [described["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p for p in of["parameters"]]
            query = [p["name"] for p in parameters if p["in"] == "query"]
            answer = s.ask(method.upper(), target + "?" + "&".join(q + "=%C2%A7" for q in query), b"[]" if method == "post" else None)
            assert "unknown parameter" not in answer.body.decode() and "no such address" not in answer.body.decode(), (path, answer.body)
            answer = s.ask(method.upper(), target + "?bogus=1", b"[]" if method == "post" else None)
            assert answer.status == 400 and "bogus" in answer.json()["error"], path

    # A head without its body; two requests on one connection; figures.
    head = s.ask("HEAD", "/v1/parcels/3-1-10-2?on=2025-03-21")
    assert head.body == b"" and int(head.headers["Content-Length"]) == len(file.body)
    c = s.connect()
    for _ in range(3):
        assert s.get("/v1/parcels/3-1-10-2/rules?on=2025-03-21", connection=c).json() == rules
    figures = s.get("/metrics").body.decode()
    assert 'didban_http_requests_total{route="/v1/parcels/{id}/inquiry",method="POST",status="200"} 1\n' in figures
    assert 'didban_http_request_duration_seconds_bucket{route="/v1/verify",le="+Inf"}' in figures and 'didban_reloads_total{result="done"} 0' in figures
    lines = [json.loads(line) for line in open(f"{work}/access.jsonl")]
    assert ("r-77", "bank-17", 200) in [(l["request_id"], l["consumer"], l["status"]) for l in lines] and all(l["ms"] >= 0 for l in lines)
    # It ends at once and well although a client keeps its connection.
    assert s.end() < 2
with Serving(work) as s:
    assert s.end(signal.SIGINT) < 2
PY
