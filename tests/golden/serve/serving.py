"""A running `didban serve` for tests: with Serving(city) as s: s.get("/healthz")."""
import http.client, json, os, queue, signal, subprocess, threading, time


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.body)


class Serving:
    def __init__(self, city, *options):
        self.process = subprocess.Popen([os.environ["DIDBAN"], "serve", str(city), "--port", "0", *options], stderr=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.said = []
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self.wait_for("http://127.0.0.1:").rsplit(":", 1)[1])

    def _read(self):
        for line in self.process.stderr:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def wait_for(self, words, seconds=120):
        """The next line on standard error that has these words."""
        end = time.monotonic() + seconds
        while True:
            line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            assert line is not None, f"it ended; it said {self.said}"
            self.said.append(line)
            if words in line:
                return line

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method, target, body=None, headers=None, connection=None):
        c = connection or self.connect()
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        c.request(method, target, body, {**({"Content-Type": "application/json"} if body is not None else {}), **(headers or {})})
        return Answer(c.getresponse())

    def get(self, target, **more):
        return self.ask("GET", target, **more)

    def post(self, target, body, **more):
        return self.ask("POST", target, body, **more)

    def end(self, how=signal.SIGTERM):
        """Seconds that it took to end; it must have ended well."""
        began = time.monotonic()
        self.process.send_signal(how)
        code = self.process.wait(30)
        took = time.monotonic() - began
        assert code == 0, (code, self.said)
        return took

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
