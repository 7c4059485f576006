"""ask_axe.py AXE.JS SCRATCH REPORT.html SHEET.html: fails on what axe-core finds against WCAG 2.2 A and AA."""
import json, sys
from browser import Browser

axe, scratch, report, sheet = sys.argv[1:]
script = open(axe, encoding="utf-8").read()
rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
faults, asked = [], 0


def ask(b, where):
    global asked
    b.ask(script + ";0")
    found = b.ask(f"axe.run(document, {json.dumps(rules)}).then(r => ({{ passed: r.passes.length, broken: r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary)]) }}))")
    assert found["passed"] > 5, f"{where}: axe looked at nothing"
    faults.extend((where, *fault) for fault in found["broken"])
    asked += 1


with Browser(scratch) as b:
    for width, height in ((1400, 900), (390, 844)):
        b.size(width, height, mobile=width < 500)
        for language in ("fa", "en"):
            for view, act in (("list", "0"), ("case", "document.querySelector('#rows li button').click()"),
                              ("charts and filters", "document.querySelector('#tab-charts').click(), document.querySelector('#more').open = true")):
                b.open(f"file://{report}#lang={language}")
                b.wait("document.querySelector('#rows li')")
                b.ask(act + ";0")
                ask(b, f"{language}, {width} pixels, {view}")
    b.call("Page.navigate", url="file://" + sheet)
    b.wait("document.querySelector('.digests')")
    ask(b, "sheet.html")
assert asked == 13
if faults:
    sys.exit("\n".join(f"{where}: {rule}: {text}\n    " + "\n    ".join(nodes[:4]) for where, rule, text, nodes in faults))
