"""open_page.py REPORT.html...: seconds until Chromium shows each page, its memory, and the longest frame while scrolling the list."""
import os, sys, tempfile
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../support"))
from browser import Browser

for path in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as folder, Browser(folder) as b:
        seconds = b.open("file://" + os.path.abspath(path))
        b.call("Performance.enable")
        heap = next(m["value"] for m in b.call("Performance.getMetrics")["metrics"] if m["name"] == "JSHeapUsedSize")
        frame = b.ask("""new Promise(done => { const p = document.getElementById('list'); let worst = 0, n = 0, last = performance.now();
            const step = now => { worst = Math.max(worst, now - last); last = now; p.scrollTop += 700; if (++n < 60) requestAnimationFrame(step); else done(worst); };
            requestAnimationFrame(step); })""")
        print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB, opens in {seconds:.2f} s, {heap / 1e6:.0f} MB of JavaScript, longest frame while scrolling {frame:.0f} ms", flush=True)
