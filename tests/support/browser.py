"""A headless Chromium driven over the DevTools protocol with the standard library alone.

with Browser(folder) as b: b.open(url); b.ask("1 + 1"); b.problems holds console errors, b.requests every address asked for.
"""
import base64, json, os, select, shutil, socket, struct, subprocess, time, urllib.request

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
         "--disable-dev-shm-usage", "--allow-pre-commit-input"]
STATE = "JSON.stringify([location.hash, document.activeElement?.id, document.hasFocus(), document.visibilityState])"


def program():
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    def __init__(self, folder, width=1400, height=900):
        self.profile = os.path.join(folder, "profile")
        self.process = subprocess.Popen([program(), *FLAGS, f"--user-data-dir={self.profile}", f"--window-size={width},{height}", "about:blank"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.problems, self.requests, self.number, self.kept = [], [], 0, b""
        address = self._address(60)
        port = address.split(":")[2].split("/")[0]
        for _ in range(200):
            pages = [t for t in json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json")) if t["type"] == "page"]
            if pages:
                break
        self.socket = self._connect(pages[0]["webSocketDebuggerUrl"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def _address(self, seconds):
        end, text = time.monotonic() + seconds, b""
        while time.monotonic() < end:
            if select.select([self.process.stderr], [], [], 1)[0]:
                text += os.read(self.process.stderr.fileno(), 65536)
                for line in text.decode(errors="replace").splitlines():
                    if "DevTools listening on" in line:
                        return line.split()[-1]
        raise SystemExit("Chromium did not start: " + text.decode(errors="replace")[-500:])

    def _connect(self, url):
        host, path = url[5:].split("/", 1)
        name, port = host.split(":")
        s = socket.create_connection((name, int(port)), timeout=120)
        key = base64.b64encode(os.urandom(16)).decode()
        s.sendall((f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.kept:
            self.kept += s.recv(65536)
        self.kept = self.kept.split(b"\r\n\r\n", 1)[1]
        return s

    def _take(self, n):
        while len(self.kept) < n:
            piece = self.socket.recv(1 << 20)
            if not piece:
                raise SystemExit("Chromium went away")
            self.kept += piece
        out, self.kept = self.kept[:n], self.kept[n:]
        return out

    def _message(self):
        text = b""
        while True:
            first, length = self._take(2)
            length &= 127
            if length == 126:
                length = struct.unpack(">H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._take(8))[0]
            text += self._take(length)
            if first & 128:
                return json.loads(text)

    def _note(self, m):
        p = m.get("params", {})
        if m.get("method") == "Runtime.exceptionThrown":
            d = p["exceptionDetails"]
            self.problems.append(d.get("exception", {}).get("description") or d["text"])
        elif m.get("method") == "Runtime.consoleAPICalled" and p["type"] in ("error", "assert"):
            self.problems.append(str([a.get("value") for a in p["args"]]))
        elif m.get("method") == "Log.entryAdded" and p["entry"]["level"] == "error":
            self.problems.append(p["entry"]["text"])
        elif m.get("method") == "Network.requestWillBeSent":
            self.requests.append(p["request"]["url"])

    def call(self, method, **parameters):
        self.number += 1
        body = json.dumps({"id": self.number, "method": method, "params": parameters}).encode()
        head = bytes([129]) + (bytes([128 | len(body)]) if len(body) < 126 else
                               bytes([254]) + struct.pack(">H", len(body)) if len(body) < 65536 else
                               bytes([255]) + struct.pack(">Q", len(body)))
        self.socket.sendall(head + bytes(4) + body)
        while True:
            m = self._message()
            if m.get("id") == self.number:
                if "error" in m:
                    raise SystemExit(f"{method}: {m['error']['message']}")
                return m["result"]
            self._note(m)

    def ask(self, script):
        """The value of an expression; a promise is waited for."""
        r = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        if "exceptionDetails" in r:
            raise SystemExit(script + ": " + str(r["exceptionDetails"].get("exception", {}).get("description")))
        return r["result"].get("value")

    def wait(self, script, seconds=60):
        """Until the expression is true; its truth is looked at once a frame, inside the page."""
        done = self.ask(f"new Promise(yes => {{ const end = Date.now() + {seconds * 1000}; const look = () => "
                        f"{{ let r; try {{ r = ({script}); }} catch (e) {{ r = false; }} if (r) yes(true); "
                        f"else if (Date.now() > end) yes(false); else setTimeout(look, 16); }}; look(); }})")
        if not done:
            raise SystemExit(f"waited {seconds} s in vain for {script}; {self.ask(STATE)}")

    def open(self, url):
        """Loads the page afresh and returns the seconds until it says that it is ready."""
        self.call("Page.navigate", url="about:blank")
        self.wait("location.href === 'about:blank'")
        start = time.monotonic()
        self.call("Page.navigate", url=url)
        self.wait("document.documentElement.dataset.ready === 'yes'", 120)
        return time.monotonic() - start

    def press(self, key, code=0, on=None):
        """Presses a key on the window or, focusing it, on the element that a selector names, until it was heard there: a browser
        drops keys while a page has not been painted yet."""
        target = f"document.querySelector({json.dumps(on)})" if on else "window"
        self.ask(f"(() => {{ window.heard = false; {target}.addEventListener('keydown', () => {{ window.heard = true; }}, {{ capture: true, once: true }}); }})()")
        end = time.monotonic() + 60
        while not self.ask("window.heard"):
            if time.monotonic() > end:
                raise SystemExit(f"{key} was pressed for 60 s and not heard by {on or 'the window'}; {self.ask(STATE)}")
            if on:
                self.ask(f"{target}.focus()")
            for kind in ("rawKeyDown", "keyUp"):
                self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def size(self, width, height, mobile=False, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile)

    def picture(self, path):
        with open(path, "wb") as f:
            f.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
        except (SystemExit, OSError):
            self.process.terminate()
        self.process.wait()
