"""read_page.py OUT SCRATCH: opens OUT/report.html and compares what it shows with OUT/findings.geojson."""
import hashlib, json, re, sys
from browser import Browser

out, scratch = sys.argv[1:]
findings = [f["properties"] for f in json.load(open(out + "/findings.geojson", encoding="utf-8"))["features"]]
assert len(findings) >= 5, f"the city has only {len(findings)} findings"
text = open(out + "/report.html", encoding="utf-8").read()
assert not re.search(r'(?:src|href)="(?!data:|#)', text), "the page names a file or an address outside itself"

pictured = [f for f in findings if f["verdict"] in ("suspected", "unclear")]
assert pictured, "the city has no finding that evidence is written for"
for f in pictured:
    for role in ("picture_before", "picture_after", "sheet", "sheet_pdf"):
        e = f["evidence"][role]
        assert hashlib.sha256(open(f"{out}/{e['path']}", "rb").read()).hexdigest() == e["sha256"], f"{e['path']} has another digest"


def check(what, got, wanted):
    assert got == wanted, f"{what}: {got!r}, wanted {wanted!r}"


shown = "[...document.querySelectorAll('#rows [data-case]')].map(r => r.dataset.case)"
with Browser(scratch) as b:
    b.open(f"file://{out}/report.html")
    check("language", b.ask("[document.documentElement.lang, document.documentElement.dir]"), ["fa", "rtl"])
    b.ask("document.querySelector('[data-language=en]').click()")
    check("after English", b.ask("[document.documentElement.lang, document.documentElement.dir]"), ["en", "ltr"])
    check("names of the two buttons", b.ask("[...document.querySelectorAll('[data-language]')].map(e => e.textContent)"), ["فارسی", "English"])

    first = b.ask(shown)
    by_priority = [f["case_id"] for f in sorted(findings, key=lambda f: f["priority"])]
    check("rows", first, by_priority[:len(first)])
    check("rows and findings", int(b.ask("document.querySelector('#rows li').getAttribute('aria-setsize')")), len(findings))

    suspected = [f["case_id"] for f in findings if f["verdict"] == "suspected"]
    b.ask("document.querySelector('[data-verdict=s]').click()")
    check("suspected alone", int(b.ask("document.querySelector('#rows li')?.getAttribute('aria-setsize') ?? 0")), len(suspected))
    b.ask("document.querySelector('[data-verdict=s]').click()")
    code = next(c for f in findings for c in f["violations"])
    b.ask(f"(() => {{ const s = document.querySelector('select[name=violation]'); s.value = '{code}'; s.dispatchEvent(new Event('change')); }})()")
    check("one violation", sorted(b.ask(shown)), sorted(f["case_id"] for f in findings if code in f["violations"]))
    b.ask("document.querySelector('#fields button').click()")

    type_in = "(t => { const s = document.querySelector('[role=searchbox]'); s.value = t; s.dispatchEvent(new Event('input')); })"
    sought = next(f for f in findings if f["permit_id"])
    for key in ("parcel_id", "permit_id", "case_id"):
        b.ask(f"{type_in}({json.dumps(sought[key])})")
        assert sought["case_id"] in b.ask(shown), f"searching {key} {sought[key]} does not find {sought['case_id']}"
    persian = sought["parcel_id"].translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    b.ask(f"{type_in}({json.dumps(persian)})")
    assert sought["case_id"] in b.ask(shown), "Persian digits do not find the parcel"

    b.ask(f"document.querySelector('[data-case={sought['case_id']}] button').click()")
    check("opened case", b.ask("document.querySelector('[role=dialog]').dataset.case"), sought["case_id"])
    alts = b.ask("[...document.querySelectorAll('[role=dialog] img')].map(i => i.alt)")
    check("images of the case", len(alts), 2)
    for alt, day in zip(alts, (sought["not_before"], sought["not_after"])):
        assert day in alt, f"{alt!r} does not name {day}"
    b.wait("[...document.querySelectorAll('[role=dialog] img')].every(i => i.src.startsWith('data:image/jpeg') && i.complete && i.naturalWidth > 100)")
    assert sought["reason_en"] in b.ask("document.querySelector('[role=dialog]').textContent"), "the sheet lacks the sentence"
    b.ask("document.querySelector('[data-language=fa]').click()")
    assert sought["reason_fa"] in b.ask("document.querySelector('[role=dialog]').textContent"), "the sheet lacks the Persian sentence"
    b.press("Escape", 27)
    check("closed by Escape", b.ask("document.querySelector('[role=dialog]').hidden"), True)

    late = [f for f in findings if f["due"]]
    check("cases with a deadline", [(f["state"], f["step"]) for f in late], [("confirmed", "stopped")])
    b.ask(f"{type_in}('')")
    b.ask("(() => { const s = document.querySelector('select[name=clock]'); s.value = 'overdue'; s.dispatchEvent(new Event('change')); })()")
    check("overdue cases", b.ask(shown), [late[0]["case_id"]])
    b.ask("document.querySelector('[data-language=en]').click()")
    assert "! overdue" in b.ask("document.querySelector('#rows li').textContent"), "the list does not say overdue in words"
    b.ask("document.querySelector('#rows li button').click()")
    check("history", b.ask("[...document.querySelectorAll('.history li bdi')].map(e => e.textContent)"), ["seen for the first time", "confirmed: concrete", "work stopped"])
    b.press("Escape", 27)
    b.ask("document.querySelector('#fields button').click()")

    before = int(b.ask("document.querySelector('[role=slider]').getAttribute('aria-valuenow')"))
    b.press("ArrowRight", 39, "[role=slider]")
    check("swiped", int(b.ask("document.querySelector('[role=slider]').getAttribute('aria-valuenow')")), before + 2)

    b.ask(f"{type_in}('')")
    b.ask("document.querySelector('#tab-charts').click()")
    sums = b.ask("[...document.querySelectorAll('.chart')].map(t => [...t.querySelectorAll('.sum')].map(e => +asNumber(e.textContent)).reduce((a, c) => a + c, 0))".replace("asNumber", "(t => t.replace(/[۰-۹]/g, d => d.charCodeAt(0) - 0x6f0).replace(/[^0-9]/g, ''))"))
    check("sums of both charts", sums, [len(findings)] * 2)

    b.ask(f"document.querySelector('[data-language=en]').click()")
    b.wait("location.hash.includes('lang=en') && location.hash.includes('view=charts')")
    b.open(b.ask("location.href"))
    check("the address remembers", b.ask("[document.documentElement.lang, document.querySelector('#charts').hidden]"), ["en", False])
    where = "[location.hash, document.querySelector('#map').previousElementSibling.id, document.querySelector('#ground').width]"
    on_screen = b.ask(where)
    b.ask("addEventListener('beforeprint', () => { window.printed = document.querySelector('#map').previousElementSibling.tagName + document.querySelectorAll('#rows li').length; })")
    assert b.pdf().startswith(b"%PDF"), "printing gave no PDF"
    check("on paper, what the map stands below and rows of the list", b.ask("window.printed"), f"HEADER{len(findings)}")
    check("after printing, the map", b.ask(where), on_screen)
    b.ask("document.querySelector('#rows li button').click()")
    b.wait("location.hash.includes('case=')")
    b.ask("dispatchEvent(new Event('beforeprint'))")
    check("beside an open case, what is drawn of the map for paper", b.ask(where)[1:], on_screen[1:])
    b.ask("dispatchEvent(new Event('afterprint'))")
    b.press("Escape", 27)
    b.wait("!location.hash.includes('case=')")
    part = "(name => new URLSearchParams(location.hash.slice(1)).get(name))"
    place, swiped = b.ask(f"{part}('map')"), b.ask(f"{part}('swipe')")
    b.ask("(() => { for (const e of ['beforeprint', 'beforeprint', 'afterprint']) dispatchEvent(new Event(e)); })()")
    b.press("ArrowRight", 39, "[role=slider]")
    b.wait(f"{part}('swipe') !== '{swiped}'")
    check("the map's place after two prints at once", b.ask(f"{part}('map')"), place)
    # A map whose size changes is drawn at once: where no frame comes, nobody else would.
    b.ask("(() => { window.requestAnimationFrame = () => 0; })()")
    b.size(1300, 850)
    b.wait(f"document.querySelector('#ground').width !== {on_screen[2]}")
    check("the map is drawn", b.ask("document.querySelector('#ground').getContext('2d').getImageData(9, 9, 1, 1).data[3]"), 255)
    check("console errors", b.problems, [])
    check("requests beyond the page", [u for u in b.requests if not u.startswith(("data:", "blob:", f"file://{out}/report.html", "about:"))], [])
