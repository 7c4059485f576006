# Requests that are wrong, huge, slow or meant to harm get a status and words, and nobody else waits for them.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
code=0; "$DIDBAN" parcel "$work" 3-1-10-999 2> "$work/words" > /dev/null || code=$?
[ $code -eq 2 ]
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$DIDBAN_SOURCE/tests/golden/serve"
python3 - "$work" <<'PY'
import json, random, socket, sys, time
from serving import Serving
work = sys.argv[1]
DAY = "on=2025-03-21"
with Serving(work, "--max-body", "1000", "--max-batch", "2", "--time-limit", "2", "--reload-every", "0", "--max-connections", "40") as s:
    def refused(status, word, answer):
        said = answer.json()
        assert answer.status == status == said["status"] and word in said["error"], (status, word, answer.status, answer.body)
        return said

    # The same words as the command line.
    said = refused(404, "3-1-10-999", s.get("/v1/parcels/3-1-10-999"))
    assert open(f"{work}/words").read().strip() == "didban: error: " + said["error"]
    refused(404, "3-1-10-999", s.post("/v1/parcels/3-1-10-999/assess", {}))
    refused(404, "no parcel there", s.get("/v1/parcel-at?lon=0&lat=0"))
    refused(404, "quantity", s.get("/v1/parcels/3-1-10-2/limits/flors"))
    refused(400, "did you mean", s.get("/v1/parcels/3-1-10-2?onn=1404/01/01"))
    refused(400, "not a day", s.get("/v1/parcels/3-1-10-2?on=soon"))
    refused(400, "twice", s.get("/v1/parcels/3-1-10-2?on=1404/01/01&on=1403/01/01"))
    for lon, lat in (("north", "1"), ("nan", "1"), ("inf", "1"), ("1e999", "1"), ("51.6", ""), ("181", "1"), ("1", "91"), ("0x10", "1")):
        refused(400, "write a number", s.get(f"/v1/parcel-at?lon={lon}&lat={lat}"))
    refused(400, "radius_m", s.get("/v1/parcels/3-1-10-2?radius_m=99999"))
    refused(405, "GET", s.post("/v1/parcels/3-1-10-2", {}))
    refused(400, "not JSON", s.post("/v1/rules", b"[\"3-1-10-2\""))
    refused(422, "list of texts", s.post("/v1/rules", [1, 2]))
    refused(422, "unknown key", s.post("/v1/parcels/3-1-10-2/assess", {"flors": 3}))
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    refused(422, "more than 100 m", s.post("/v1/parcels/3-1-10-2/assess", {"footprint": square}))
    refused(422, "EPSG:1", s.post("/v1/parcels/3-1-10-2/assess", {"footprint": square, "crs": "EPSG:1"}))
    refused(422, "EPSG:1", s.post("/v1/polygon/rules?crs=EPSG:1", square))
    refused(422, "Polygon", s.post("/v1/polygon/rules", {"type": "Point", "coordinates": [0, 0]}))
    refused(422, "outside the city", s.post("/v1/polygon/rules", square))
    refused(413, "at most 2", s.post("/v1/rules", ["1", "2", "3"]))
    refused(415, "text/plain", s.post("/v1/rules", b"[]", headers={"Content-Type": "text/plain"}))
    refused(503, "key", s.post("/v1/parcels/3-1-10-2/inquiry", {"purpose": "mortgage", "since": "1401/01/01"}))
    # Files of the server are not the client's to name, nor is who asks.
    for key in ("key", "audit", "consumer", "request_id"):
        refused(422, key, s.post("/v1/parcels/3-1-10-2/inquiry", {"purpose": "mortgage", "since": "1401/01/01", key: "/etc/passwd"}))
    for path in ("/../../etc/passwd", "/v1/parcels/..%2f..%2f..%2fetc%2fpasswd", "/v1/parcels/../../healthz", "//healthz", "/healthz/", "/v1/parcels/", "/V1/parcels/3-1-10-2", "/v1%2fparcels"):
        assert s.get(path).status == 404, path

    # Bodies.
    deep = b"[" * 100_000 + b"]" * 100_000
    many = json.dumps({f"k{i}": 0 for i in range(60_000)}).encode()
    for target in ("/v1/rules", "/v1/assess", "/v1/polygon/rules", "/v1/verify", "/v1/parcels/3-1-10-2/assess", "/v1/parcels/3-1-10-2/inquiry"):
        for body in (b"", b"nothing", b"{", b"\xff\xfe", b'{"a":"\xff"}', b"[1e999]", b"null", b'"\\ud800"', b"\x00", deep, many, b'{"a":1,"a":2}', b'[{"parcel_id":{},"proposal":[]}]'):
            began = time.monotonic()
            answer = s.post(target, body)
            assert answer.status in (400, 413, 422) or (target == "/v1/verify" and answer.json()["valid"] is False), (target, body[:20], answer.status, answer.body)
            assert time.monotonic() - began < 20, (target, body[:20])
    refused(413, "1024000 bytes", s.post("/v1/rules", b"[" + b" " * 1_100_000 + b"]"))

    # Bytes that are no request, and requests that a gateway could read differently.
    def raw(text):
        with socket.create_connection(("127.0.0.1", s.port), timeout=60) as c:
            c.sendall(text)
            got = b""
            while piece := c.recv(65536):
                got += piece
            return got
    end = b"Host: x\r\nConnection: close\r\n\r\n"
    for text, status in ((b"\r\n\r\n", b"400"), (b"GET / HTTP/9.9\r\n\r\n", b"400"), (b"GET  /  HTTP/1.1\r\n\r\n", b"400"), (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
                         (b"GET /%ff HTTP/1.1\r\n" + end, b"400"), (b"GET /%00 HTTP/1.1\r\n" + end, b"400"), (b"GET /a%0d%0aX:y HTTP/1.1\r\n" + end, b"400"), (b"GET http://x/healthz HTTP/1.1\r\n" + end, b"400"),
                         (b"GET /healthz HTTP/1.1\r\nX-Big: " + b"a" * 20_000 + b"\r\n" + end, b"431"), (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + end, b"431"),
                         (b"POST /v1/rules HTTP/1.1\r\nContent-Length: 99999999999\r\n" + end, b"413"), (b"POST /v1/rules HTTP/1.1\r\nContent-Length: -1\r\n" + end, b"400"),
                         (b"POST /v1/rules HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n" + end + b"[]]", b"400"),
                         (b"POST /v1/rules HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n" + end + b"2\r\n[]\r\n0\r\n\r\n", b"400"),
                         (b"POST /v1/rules HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + end + b"zz\r\n[]\r\n", b"400"),
                         (b"POST /v1/rules HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + end + b"2\r\n[]\r\n0\r\n\r\n", b"200"),
                         (b"POST /v1/rules HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + end + b"100000\r\n" + b" " * 0x100000 + b"\r\n0\r\n\r\n", b"413"),
                         (b"GET /healthz HTTP/1.1\r\nX-Consumer: a\r\nX-Consumer: b\r\n" + end, b"400"), (b"GET /healthz HTTP/1.1\r\nX-Consumer: \xff\r\n" + end, b"400"),
                         (b"GET /healthz HTTP/1.1\r\nX-Request-Id: " + b"a" * 200 + b"\r\n" + end, b"400"),
                         (b"GET /healthz HTTP/1.0\r\n\r\n", b"200"), (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\n" + end, b"200")):
        got = raw(text)
        assert got.split(b" ", 2)[1] == status, (text[:60], got[:200])
        assert b"\nX:y" not in got
    assert raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\n" + end).count(b"HTTP/1.1 200") == 2
    went_on = raw(b"POST /v1/rules HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + end + b"[]")
    assert went_on.startswith(b"HTTP/1.1 100") and b"HTTP/1.1 200" in went_on
    random.seed(5)
    for _ in range(100):
        got = raw(bytes(random.randrange(256) for _ in range(200)) + b"\r\n\r\n")
        assert got == b"" or b" 400 " in got[:20] or b" 431 " in got[:20], got[:80]

    # More slow clients than there may be connections: they are cut off, and a good one is answered meanwhile.
    slow = []
    for i in range(38):
        c = socket.create_connection(("127.0.0.1", s.port), timeout=60)
        c.sendall(b"POST /v1/rules HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n" + (b"\r\n[" if i % 2 else b"X-A: "))
        slow.append(c)
    assert s.get("/v1/parcels/3-1-10-2?" + DAY).status == 200
    began = time.monotonic()
    for c in slow:
        while c.recv(65536):
            pass
    assert time.monotonic() - began < 20
    idle = [socket.create_connection(("127.0.0.1", s.port), timeout=60) for _ in range(100)]
    assert s.get("/v1/parcels/3-1-10-2?" + DAY).status == 200
    assert 'route="none",method="other",status="400"' in s.get("/metrics").body.decode()
    assert s.end() < 2
PY
# An address that cannot be used, and a city that cannot be loaded, are said at once.
for wrong in "--port here" "--port 99999" "--port -1" "--host here" "--host example.org" "--host 203.0.113.9" "--time-limit 0" "--access-log $work/no/such/folder"; do
  code=0; timeout 60 "$DIDBAN" serve "$work" $wrong 2> "$work/said" || code=$?
  [ $code -eq 2 ] || { echo "$wrong: $code"; cat "$work/said"; exit 1; }
done
code=0; timeout 60 "$DIDBAN" serve "$work/nowhere" 2> "$work/said" || code=$?
[ $code -eq 2 ] && grep -q nowhere "$work/said"
