const $ = id => document.getElementById(id);
const read = id => { const from = $(id); const value = JSON.parse(from.textContent); from.remove(); return value; };
const meta = read("meta");
const columns = read("columns");
const total = columns.id.length;
const blocks = new Map();

/* The part of finding i that only its sheet and its outline need; blocks are read when first asked for. */
function detail(i) {
  const b = Math.floor(i / meta.details_per_block);
  if (!blocks.has(b)) blocks.set(b, JSON.parse($("d" + b).textContent));
  return blocks.get(b)[i % meta.details_per_block];
}

let phraseTable = null;
function sentence(numbers) {
  phraseTable ??= read("phrases");
  return numbers.map(n => phraseTable[n]).join("");
}

/* Rings of [x, y, x, y, …] in metres from the page's origin, y to the north. */
const letterValue = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((c, v) => { letterValue[c.charCodeAt(0)] = v; });
function rings(text) {
  const all = [];
  let ring = [], x = 0, y = 0, value = 0, shift = 1, onX = true;
  for (let i = 0; i < text.length; ++i) {
    const c = text.charCodeAt(i);
    if (c === 46) { all.push(ring); ring = []; continue; }
    const v = letterValue[c];
    value += (v & 31) * shift;
    if (v & 32) { shift *= 32; continue; }
    const step = value % 2 ? -(value + 1) / 2 : value / 2;
    value = 0; shift = 1;
    if (onX) x += step; else { y += step; ring.push(x / 10, y / 10); }
    onX = !onX;
  }
  return all;
}

const dayText = n => meta.dates[n] === undefined ? "" : digits(meta.dates[n][1]);
const dayBoth = n => language === "en" && meta.calendar === "jalali" ? dayText(n) + " (" + meta.dates[n][0] + ")" : dayText(n);
/* Whether a deadline has run out is read by the reader's own clock. */
const isoDay = date => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(n => String(n).padStart(2, "0")).join("-");
const today = isoDay(new Date()), inTwoWeeks = isoDay(new Date(Date.now() + 14 * 86400000));
const dueOf = i => columns.due[i] < 0 ? "" : meta.dates[columns.due[i]][0];
const isOverdue = i => dueOf(i) !== "" && dueOf(i) < today;
const stepName = n => meta.steps[n][language === "fa" ? 1 : 0];
const monthOf = n => meta.dates[n][1].slice(0, 7);
const violationsOf = i => meta.violation_sets[columns.vio[i]].split(" ").filter(Boolean);
const violationName = c => { const v = meta.violations[c]; return v ? v[language === "fa" ? 1 : 0] : c; };
const indexOfCase = new Map(columns.id.map((id, i) => [id, i]));

const element = (tag, properties = {}, ...children) => {
  const e = document.createElement(tag);
  for (const [key, value] of Object.entries(properties))
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (key === "class") e.className = value;
    else if (value !== undefined && value !== null) e.setAttribute(key, value);
  e.append(...children.filter(c => c !== null && c !== undefined));
  return e;
};

/* A verdict is told by shape as well as by colour. */
const shapes = {
  s: "M8 1 15 14H1Z", u: "M8 1 15 8 8 15 1 8Z", a: "M2 8l4 5 8-10-1-1-7 8-3-3Z", e: "M8 2a6 6 0 1 0 .01 0Z", n: "M3 7h10v2H3Z", t: "M3 3h10v10H3ZM5 5v6h6V5Z", m: "M6 6h4v4H6Z"
};
function mark(letter) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16"); svg.setAttribute("class", "mark " + letter); svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[letter]); path.setAttribute("fill", "currentColor"); path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
const colours = { s: "#d5532a", u: "#e8b21a", a: "#2fa37c", e: "#5aa5d6", n: "#ffffff", t: "#8b959a", m: "#b9bdbf" };
const verdictOrder = "suaetmn";
