/* The sheet of one case. */
const sheet = $("sheet");
let openedFrom = null;

const unitOf = (value, unit) => {
  const [scale, name] = { share: [100, word("percent")], m2: [1, " " + word("m2")], floors: [1, " " + word("floors_unit")] }[unit] ?? [1, " " + word("m")];
  return [value * scale, name, unit === "m2" ? 0 : 1];
};

/* Why a limit could not be held against what was measured, where that is not its uncertainty. */
const openBecause = new Set(["limit_is_range", "condition", "ask_first", "unknown_limit", "not_stated", "forbidden_unstated"]);

function clause([quantity, unit, outcome, reason, source, uri, limit, measured, doubt, conditions]) {
  const verdict = openBecause.has(reason) ? reason : outcome;
  const box = element("div", { class: "clause" });
  if (measured !== null && limit !== null) {
    const [m, name, decimals] = unitOf(measured, unit), l = unitOf(limit, unit)[0], d = doubt === null ? 0 : unitOf(doubt, unit)[0];
    const text = figure(m, decimals) + (d > 0 ? " ± " + figure(d, decimals) : "");
    box.append(element("p", {}, element("b", {}, code(quantity)), ": ", text + " " + word("of") + " " + figure(l, decimals) + name + " — " + code(verdict)));
    const most = Math.max(m + d, l) * 1.15 || 1, share = v => Math.max(0, 100 * v / most) + "%";
    box.append(element("div", { class: "gauge", "aria-hidden": "true" },
      element("i", { class: "bar-measured", style: "width:" + share(m) }),
      element("i", { class: "bar-doubt", style: "inset-inline-start:" + share(m - d) + ";width:" + share(2 * d) }),
      element("i", { class: "bar-limit", style: "inset-inline-start:" + share(l) })));
  } else {
    box.append(element("p", {}, element("b", {}, code(quantity)), " — ", code(verdict)));
  }
  for (const [en, fa] of conditions)
    box.append(element("p", { class: "condition" }, word("provided"), " ", element("bdi", {}, language === "fa" ? fa || en : en || fa)));
  const place = element("bdi", {}, source || uri);
  if (source || uri)
    box.append(element("small", {}, /^https?:\/\//.test(uri) ? element("a", { href: uri, rel: "noreferrer", target: "_blank" }, place) : place));
  return box;
}

/* Area and height with their expanded uncertainty (k = 2), as the sentence and the clauses tell theirs. */
function facts(i, d) {
  const list = element("dl");
  const add = (name, value) => { if (value) list.append(element("dt", {}, word(name)), element("dd", {}, ...[value].flat())); };
  add("seen", dayBoth(columns.nb[i]) + " – " + dayBoth(columns.na[i]));
  add("area", figure(columns.area[i]) + (d.sd ? " ± " + figure(2 * d.sd) : "") + " " + word("m2"));
  if (d.m !== null) add("height", figure(d.m, 1) + (d.ms !== null ? " ± " + figure(2 * d.ms, 1) : "") + " " + word("m"));
  add("change", code(meta.kinds[columns.change[i]]));
  const stage = meta.kinds[columns.stage[i]];
  if (stage !== "unknown") add("stage", code(stage));
  add("permit", columns.permit[i] ? [element("bdi", {}, digits(columns.permit[i])), d.ps ? " — " + code(d.ps) : ""] : word("no_permit"));
  if (meta.steps[columns.step[i]][0]) add("step", stepName(columns.step[i]));
  if (d.t) {
    const [since, after, until] = d.t, steps = until.map(stepName).join(" " + word("or") + " ");
    add("clock", [element("b", { class: isOverdue(i) ? "clock late" : "clock" }, isOverdue(i) ? "! " + word("overdue") + ": " : "", dayBoth(columns.due[i])),
      (steps ? " — " + word("awaited") + " " + steps : "") + word("semicolon") + word("counted_from") + " " + stepName(after) + word("comma") + dayBoth(since)]);
  }
  add("address", meta.addresses[columns.address[i]] && element("bdi", {}, meta.addresses[columns.address[i]]));
  add("district", digits(meta.districts[columns.district[i]]));
  add("confidence", figure(columns.conf[i] / 10) + word("percent") + " — " +
    (meta.taught === null ? word("own_calibration") : word("taught_by") + figure(meta.taught)));
  if (columns.parcel[i]) add("in_parcel", figure(d.pp * 100) + word("percent"));
  add("priority", figure(columns.prio[i]));
  add("place", element("bdi", { dir: "ltr" }, digits(d.at[1].toFixed(5) + ", " + d.at[0].toFixed(5))));
  add("case", element("bdi", { dir: "ltr" }, columns.id[i]));
  return list;
}

const emptyPicture = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
function chips(i) {
  const pair = element("div", { class: "chips" });
  for (const [date, name, day] of [["b", "before", columns.nb[i]], ["a", "after", columns.na[i]]]) {
    const n = images ? (date === "b" ? images.before : images.after) : day;
    const image = element("img", { alt: parcelTitle(i) + ", " + word(name) + ", " + dayBoth(n), src: emptyPicture });
    pair.append(element("figure", {}, image, element("figcaption", {}, [word(name), dayText(n), isCoarse(i) && word("coarse")(figure(wholePixel, 2))].filter(Boolean).join(" · "))));
    const target = document.createElement("canvas");
    drawChip(target, i, date, 480, true).then(() => { image.src = target.toDataURL("image/jpeg", 0.88); });
  }
  return pair;
}

function fillSheet(i) {
  const d = detail(i), letter = columns.verdict[i], state = meta.states[columns.state[i]];
  const badges = element("ul", { class: "badges", role: "list" }, element("li", {}, mark(letter), verdictName(letter)));
  for (const v of violationsOf(i)) badges.append(element("li", {}, violationName(v), " ", element("bdi", {}, v)));
  if (state) badges.append(element("li", {}, code(state)));
  if (isOverdue(i)) badges.append(element("li", { class: "clock late" }, "! " + word("overdue")));
  const step = by => () => { const at = shown.values.indexOf(i) + by; if (at >= 0 && at < shown.values.length) openCase(shown.values[at]); };
  const history = element("ol", { class: "history", role: "list" });
  for (const [day, en, fa] of d.h) history.append(element("li", {}, element("time", { datetime: meta.dates[day][0] }, dayBoth(day)), element("bdi", {}, sentence(language === "fa" ? fa : en))));
  sheet.replaceChildren(
    element("div", { class: "actions" },
      element("button", { type: "button", onclick: step(-1) }, word("previous")), element("button", { type: "button", onclick: step(1) }, word("next")),
      element("button", { type: "button", onclick: () => print() }, word("print")),
      element("button", { type: "button", class: "close", onclick: closeCase }, word("close"))),
    element("p", { class: "paper" }, [$("city").textContent, $("period").textContent].join(" · ")),
    element("h2", { id: "sheet-name", tabindex: -1 }, parcelTitle(i)), badges, chips(i),
    element("p", { class: "reason" }, sentence(language === "fa" ? d.fa : d.en)),
    element("h3", {}, word("facts")), facts(i, d),
    ...(d.k.length ? [element("h3", {}, word("clauses")), ...d.k.map(clause)] : []),
    ...(d.h.length ? [element("h3", {}, word("history")), history] : []));
  sheet.setAttribute("data-case", columns.id[i]);
}

function markRows() {
  for (const [position, row] of liveRows) row.classList.toggle("open", shown.values[position] === selected);
}

function openCase(i, move = true) {
  if (sheet.hidden) openedFrom = document.activeElement;
  selected = i;
  fillSheet(i);
  sheet.hidden = false;
  sheet.scrollTop = 0;
  document.body.classList.add("opened");
  if (move) goTo(i);
  markRows();
  redraw();
  $("sheet-name").focus({ preventScroll: true });
  remember();
}

function closeCase() {
  if (sheet.hidden) return;
  sheet.hidden = true;
  sheet.removeAttribute("data-case");
  document.body.classList.remove("opened");
  const row = [...liveRows.values()].find(r => r.classList.contains("open"));
  selected = -1;
  markRows();
  redraw();
  (openedFrom?.isConnected ? openedFrom : row?.firstElementChild ?? canvas).focus();
  remember();
}
addEventListener("keydown", e => { if (e.key === "Escape") closeCase(); });
