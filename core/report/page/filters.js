/* What the list, the map and the charts show. */
const noFilter = { q: "", verdicts: "", violation: "", district: "", state: "", confidence: "", priority: "", clock: "", from: "", to: "" };
const filter = { ...noFilter };
let searchText = null;

function matches() {
  const q = plainLetters(filter.q).trim();
  if (q && !searchText) searchText = columns.id.map((id, i) => plainLetters(columns.parcel[i] + "\n" + columns.permit[i] + "\n" + meta.addresses[columns.address[i]] + "\n" + id));
  const violationSets = filter.violation && new Set(meta.violation_sets.map((s, n) => s.split(" ").includes(filter.violation) ? n : -1));
  const least = filter.confidence ? Number(filter.confidence) * 10 : 0, first = filter.priority ? Number(filter.priority) : Infinity;
  const found = [];
  for (let i = 0; i < total; ++i) {
    if (filter.verdicts && !filter.verdicts.includes(columns.verdict[i])) continue;
    if (violationSets && !violationSets.has(columns.vio[i])) continue;
    if (filter.district && String(columns.district[i]) !== filter.district) continue;
    if (filter.state && String(columns.state[i]) !== filter.state) continue;
    if (columns.conf[i] < least || columns.prio[i] > first) continue;
    if (filter.clock && (!dueOf(i) || (filter.clock === "overdue" ? !isOverdue(i) : filter.clock === "soon" && dueOf(i) > inTwoWeeks))) continue;
    if (filter.from && monthOf(columns.na[i]) < filter.from) continue;
    if (filter.to && monthOf(columns.na[i]) > filter.to) continue;
    if (q && !searchText[i].includes(q)) continue;
    found.push(i);
  }
  return found;
}

function applyFilters() {
  const found = matches();
  shown.values = found;
  shown.members = found.length === total ? null : new Set(found);
  panel.scrollTop = 0;
  focusRow = 0;
  refreshRows();
  refreshCharts();
  $("count").textContent = figure(found.length) + " " + word("of") + " " + figure(total) + " " + word("findings");
  for (const pill of $("verdicts").children) pill.setAttribute("aria-pressed", filter.verdicts.includes(pill.dataset.verdict));
  const used = ["violation", "district", "state", "confidence", "priority", "clock", "from", "to"].filter(k => filter[k]);
  $("active").textContent = used.length ? "· " + figure(used.length) + " " + word("filters_on") : "";
  for (const select of $("fields").querySelectorAll("select")) select.value = filter[select.name];
  if ($("search").value !== filter.q) $("search").value = filter.q;
  redraw();
  remember();
}

function setFilter(part) {
  Object.assign(filter, part);
  applyFilters();
}

function buildFilters() {
  const counts = {};
  for (const letter of columns.verdict) counts[letter] = (counts[letter] ?? 0) + 1;
  $("verdicts").replaceChildren(...[...verdictOrder].filter(l => counts[l]).map(l => element("button", { type: "button", class: "pill", "data-verdict": l, onclick: () => setFilter({ verdicts: filter.verdicts.includes(l) ? filter.verdicts.replace(l, "") : filter.verdicts + l }) }, mark(l), verdictName(l), " ", element("b", {}, figure(counts[l])))));
  const field = (name, options) => element("label", {}, word(name), element("select", { name, onchange: e => setFilter({ [name]: e.target.value }) }, element("option", { value: "" }, word("all")), ...options.map(([value, text]) => element("option", { value }, text))));
  const months = [...new Set(columns.na.map(monthOf))].sort();
  const present = (column, names, text) => [...new Set(columns[column])].filter(n => names[n]).sort((a, b) => String(names[a]).localeCompare(names[b], "fa", { numeric: true })).map(n => [n, text(names[n])]);
  $("fields").replaceChildren(
    field("violation", Object.keys(meta.violations).map(c => [c, c + " · " + violationName(c)])),
    field("district", present("district", meta.districts, digits)),
    field("state", present("state", meta.states, code)),
    field("confidence", [50, 70, 90].map(n => [n, word("at_least") + " " + figure(n) + word("percent")])),
    field("priority", [10, 50, 100, 500].filter(n => n < total).map(n => [n, word("first") + " " + figure(n)])),
    ...(columns.due.some(n => n >= 0) ? [field("clock", ["overdue", "soon", "running"].map(n => [n, word(n)]))] : []),
    field("from", months.map(m => [m, digits(m)])), field("to", months.map(m => [m, digits(m)])),
    element("button", { type: "button", onclick: () => setFilter({ ...noFilter }) }, word("clear")));
}
