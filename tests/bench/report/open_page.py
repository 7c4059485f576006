"""open_page.py REPORT.html...: how Chromium copes with each page: seconds until it can be used (and of processor time of the
page's process), memory of all its processes and of JavaScript alone, seconds to search and to open a case with both pictures, the longest frame while scrolling the list."""
import os, sys, tempfile, time
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../support"))
from browser import Browser


def memory_mb(root):
    """Megabytes of a process and its descendants, what they share counted once."""
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        children.setdefault(int(parent), []).append(int(pid))
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        todo += children.get(pid, [])
        try:
            total += next(int(line.split()[1]) for line in open(f"/proc/{pid}/smaps_rollup") if line.startswith("Pss:"))
        except (OSError, StopIteration):
            pass
    return total / 1e3


def seconds(b, action, until):
    start = time.monotonic()
    b.ask(action)
    b.wait(until)
    return time.monotonic() - start


def measure(path):
    with tempfile.TemporaryDirectory() as folder, Browser(folder) as b:
        empty = memory_mb(b.process.pid)
        b.call("Performance.enable", timeDomain="threadTicks")
        opened = b.open("file://" + os.path.abspath(path))
        metrics = {m["name"]: m["value"] for m in b.call("Performance.getMetrics")["metrics"]}
        heap = metrics["JSHeapUsedSize"]
        frame = b.ask("""new Promise(done => { const p = document.getElementById('list'); let worst = 0, n = 0, last = performance.now();
            const step = now => { worst = Math.max(worst, now - last); last = now; p.scrollTop += 700; if (++n < 60) requestAnimationFrame(step); else done(worst); };
            requestAnimationFrame(step); })""")
        search = seconds(b, "(s => { s.value = '77'; s.dispatchEvent(new Event('input')); })(document.querySelector('[role=searchbox]'))",
                         "document.querySelector('#rows li')")
        case = seconds(b, "document.querySelector('#rows li button').click()",
                       "[...document.querySelectorAll('[role=dialog] img')].every(i => i.src.startsWith('data:image/jpeg'))")
        return (f"{os.path.getsize(path) / 1e6:.1f} MB | {opened:.2f} s ({metrics['ProcessTime']:.1f} CPU-s) | {memory_mb(b.process.pid) - empty:.0f} MB | {heap / 1e6:.0f} MB | "
                f"{search:.2f} s | {case:.2f} s | {frame:.0f} ms")


for page in sys.argv[1:]:
    print(measure(page), flush=True)
