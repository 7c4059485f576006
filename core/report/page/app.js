/* The address holds the language, the filters, the view and the open case, so that a page can be passed on as it is. */
let started = false, waitingToRemember = 0;
function remember() {
  if (!started || waitingToRemember) return;
  waitingToRemember = setTimeout(() => {
    waitingToRemember = 0;
    const all = new URLSearchParams({ lang: language });
    for (const [key, value] of Object.entries(filter)) if (value) all.set(key, value);
    if (selected >= 0) all.set("case", columns.id[selected]);
    if (!$("charts").hidden) all.set("view", "charts");
    all.set("map", [view.x, view.y].map(v => v.toFixed(1)).join(",") + "," + view.scale.toPrecision(4));
    if (images) all.set("swipe", Math.round(view.swipe * 100));
    history.replaceState(null, "", "#" + all);
  }, 60);
}

function setLanguage(to) {
  language = to;
  const root = document.documentElement;
  root.lang = to;
  root.dir = to === "fa" ? "rtl" : "ltr";
  const city = to === "fa" ? meta.city_fa : meta.city;
  document.title = word("title") + " · " + city;
  $("city").textContent = city;
  const whole = n => element("span", { class: "day" }, dayBoth(n));
  $("period").replaceChildren(...[word("compared"), whole(meta.from), word("and"), whole(meta.to)].filter(Boolean).flatMap(part => [part, " "]));
  for (const e of document.querySelectorAll("[data-word]")) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", word(e.dataset.label));
  for (const e of document.querySelectorAll("[data-hint]")) e.placeholder = word(e.dataset.hint);
  for (const b of $("languages").children) b.setAttribute("aria-pressed", b.dataset.language === to);
  if (images) {
    $("imagery").textContent = word("imagery")(figure(wholePixel, 2), figure(gsd, 2), images.whole > 0 && images.detailed > 0 ? figure(images.detailed) : "");
    $("date-before").textContent = word("before") + " · " + dayText(images.before);
    $("date-after").textContent = word("after") + " · " + dayText(images.after);
  }
  buildLegend();
  buildFilters();
  placeSwipe();
  applyFilters();
  if (selected >= 0) { fillSheet(selected); goTo(selected); }
}

function buildLegend() {
  const list = element("ul", { role: "list" });
  for (const letter of verdictOrder) if (meta.parcel_counts[letter])
    list.append(element("li", {}, element("span", { class: "area", style: "border-color:" + (letter === "n" ? "#8c979b" : colours[letter]) + ";background:" + (letter === "n" ? "transparent" : tintOf(letter, 0.3)) }), mark(letter), verdictName(letter), element("b", {}, figure(meta.parcel_counts[letter]))));
  $("legend").replaceChildren(element("div", { class: "hidden" }, word("parcels")), list);
  if (meta.parcels_left_out) $("legend").append(element("small", {}, figure(meta.parcels_left_out) + " " + word("left_out")));
}

function showView(name) {
  for (const each of ["list", "charts"]) {
    $(each).hidden = each !== name;
    $("tab-" + each).setAttribute("aria-selected", each === name);
    $("tab-" + each).tabIndex = each === name ? 0 : -1;
  }
  if (name === "charts") refreshCharts(); else showRows();
  remember();
}

function start() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(noFilter)) filter[key] = asked.get(key) ?? "";
  startMap();
  startList();
  setLanguage(words[asked.get("lang")] ? asked.get("lang") : meta.language);
  for (const b of $("languages").children) b.onclick = () => setLanguage(b.dataset.language);
  $("search").addEventListener("input", e => setFilter({ q: e.target.value }));
  const tabs = [$("tab-list"), $("tab-charts")];
  tabs.forEach((tab, n) => {
    tab.onclick = () => showView(tab.id.slice(4));
    tab.onkeydown = e => { if (e.key === "ArrowLeft" || e.key === "ArrowRight") { tabs[1 - n].focus(); tabs[1 - n].click(); } };
  });
  showView(asked.get("view") === "charts" ? "charts" : "list");
  document.querySelector(".skip").onclick = e => { e.preventDefault(); $("list").focus(); };
  const swipe = Number(asked.get("swipe") ?? 50);
  if (swipe >= 0 && swipe <= 100) setSwipe(swipe / 100);
  const opened = indexOfCase.get(asked.get("case"));
  if (opened !== undefined) openCase(opened);
  const place = (asked.get("map") ?? "").split(",").map(Number);
  if (place.length === 3 && place.every(Number.isFinite) && place[2] > 0) Object.assign(view, { x: place[0], y: place[1], scale: place[2] });
  started = true;
  redraw();
  document.documentElement.dataset.ready = "yes";
}
start();
