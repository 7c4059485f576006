/* Bars by month and by district, as tables: the figures are text, the bars are their picture. */
function chart(title, head, groups, filter) {
  const most = Math.max(1, ...groups.map(g => g.sum));
  const body = element("tbody");
  for (const g of groups) {
    const bar = element("div", { class: "bar", style: "width:" + Math.max(2, 100 * g.sum / most) + "%", "aria-hidden": "true" });
    for (const letter of verdictOrder) if (g[letter]) bar.append(element("i", { style: "flex:" + g[letter] + ";background:" + colours[letter], title: verdictName(letter) + ": " + figure(g[letter]) }));
    const spoken = [...verdictOrder].filter(l => g[l]).map(l => verdictName(l) + " " + figure(g[l])).join(", ");
    body.append(element("tr", {}, element("th", { scope: "row" }, element("button", { type: "button", onclick: () => filter(g) }, g.label)),
      element("td", {}, bar, element("span", { class: "hidden" }, spoken)), element("td", { class: "sum" }, figure(g.sum))));
  }
  return element("table", { class: "chart" }, element("caption", {}, title),
    element("thead", { class: "hidden" }, element("tr", {}, element("th", { scope: "col" }, head), element("th", { scope: "col" }, word("verdict")), element("th", { scope: "col" }, word("number")))), body);
}

function grouped(keyOf, labelOf) {
  const groups = new Map();
  for (const i of shown.values) {
    const key = keyOf(i);
    let g = groups.get(key);
    if (!g) groups.set(key, g = { key, label: labelOf(key), sum: 0 });
    g[columns.verdict[i]] = (g[columns.verdict[i]] ?? 0) + 1;
    ++g.sum;
  }
  return [...groups.values()];
}

function refreshCharts() {
  if ($("charts").hidden) return;
  const months = grouped(i => monthOf(columns.na[i]), digits).sort((a, b) => a.key < b.key ? -1 : 1);
  const districts = grouped(i => columns.district[i], n => meta.districts[n] ? digits(meta.districts[n]) : word("unknown")).sort((a, b) => b.sum - a.sum);
  const keys = element("ul", { class: "keys", role: "list" });
  for (const letter of "suae") keys.append(element("li", {}, element("span", { class: "area", style: "width:1rem;height:.8rem;border-radius:3px;background:" + colours[letter] }), verdictName(letter)));
  $("charts").replaceChildren(keys,
    chart(word("by_month"), word("month"), months, g => setFilter({ from: g.key, to: g.key })),
    chart(word("by_district"), word("district"), districts, g => setFilter({ district: String(g.key) })));
}
