/* The list holds rows for what is on the screen alone; a row's picture is drawn once it is there. */
const rowHeight = 92, panel = $("list"), rowList = $("rows");
const shown = { values: [], members: null, has: i => shown.members === null || shown.members.has(i) };
const liveRows = new Map();
const thumbnails = new Map();
let focusRow = 0;
const phone = matchMedia("(max-width: 760px)");

const parcelTitle = i => columns.parcel[i] ? word("parcel") + " \u2068" + digits(columns.parcel[i]) + "\u2069" : word("no_parcel");

/* Told by a sign and words as well as by its colour. */
function clockMark(i) {
  if (!dueOf(i)) return null;
  const late = isOverdue(i);
  return element("b", { class: late ? "clock late" : "clock" }, (late ? "! " + word("overdue") : word("due_by")) + " " + dayText(columns.due[i]) + " · ");
}

function rowOf(position) {
  const i = shown.values[position], letter = columns.verdict[i];
  const picture = images ? element("canvas", { "aria-hidden": "true", width: 136, height: 136 }) : null;
  const what = violationsOf(i).map(violationName).join(word("comma")) || code(meta.kinds[columns.change[i]]);
  const address = meta.addresses[columns.address[i]], district = meta.districts[columns.district[i]];
  const where = [address, district && word("district") + " " + digits(district)].filter(Boolean).join(" · ");
  const button = element("button", { type: "button", tabindex: position === focusRow ? 0 : -1, onclick: () => openCase(i) }, picture,
    element("span", {},
      element("span", { class: "row-head" }, mark(letter), element("span", {}, parcelTitle(i)), element("i", {}, verdictName(letter))),
      element("span", { class: "row-line" }, clockMark(i), what),
      element("span", { class: "row-line" }, figure(columns.area[i]) + " " + word("m2") + " · " + figure(columns.conf[i] / 10) + word("percent") + (where ? " · " + where : " · " + dayText(columns.na[i])))));
  const row = element("li", { role: "listitem", "data-case": columns.id[i], "aria-setsize": shown.values.length, "aria-posinset": position + 1, style: "transform:translateY(" + position * rowHeight + "px)" }, button);
  row.classList.toggle("open", i === selected);
  if (picture) drawThumbnail(picture, i);
  return row;
}

async function drawThumbnail(picture, i) {
  let kept = thumbnails.get(i);
  if (!kept) {
    kept = document.createElement("canvas");
    await drawChip(kept, i, "a", 136, false);
    if (thumbnails.size > 300) thumbnails.delete(thumbnails.keys().next().value);
    thumbnails.set(i, kept);
  }
  picture.getContext("2d").drawImage(kept, 0, 0);
  picture.classList.add("drawn");
}

function showRows(everything = false) {
  const scroller = phone.matches ? $("side") : panel;
  const top = phone.matches ? Math.max(0, scroller.scrollTop - panel.offsetTop) : panel.scrollTop;
  const height = scroller.clientHeight || 600;
  const from = everything ? 0 : Math.max(0, Math.floor(top / rowHeight) - 4);
  const to = everything ? Math.min(shown.values.length, 500) : Math.min(shown.values.length, Math.ceil((top + height) / rowHeight) + 4);
  for (const [position, row] of liveRows) if (position < from || position >= to) { if (!row.contains(document.activeElement)) { row.remove(); liveRows.delete(position); } }
  let after = null;
  for (let position = from; position < to; ++position) {
    if (!liveRows.has(position)) {
      const row = rowOf(position);
      liveRows.set(position, row);
      if (after) after.after(row); else rowList.prepend(row);
    }
    after = liveRows.get(position);
  }
}

function refreshRows() {
  for (const row of liveRows.values()) row.remove();
  liveRows.clear();
  rowList.style.height = shown.values.length * rowHeight + "px";
  $("none").hidden = shown.values.length > 0;
  rowList.hidden = shown.values.length === 0;
  focusRow = Math.min(focusRow, Math.max(0, shown.values.length - 1));
  showRows();
}

function moveFocus(to) {
  to = Math.min(shown.values.length - 1, Math.max(0, to));
  if (to < 0) return;
  liveRows.get(focusRow)?.firstElementChild.setAttribute("tabindex", -1);
  focusRow = to;
  const scroller = phone.matches ? $("side") : panel, offset = phone.matches ? panel.offsetTop : 0;
  const y = to * rowHeight + offset;
  if (y < scroller.scrollTop + offset) scroller.scrollTop = y;
  if (y + rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = y + rowHeight - scroller.clientHeight;
  showRows();
  const button = liveRows.get(to).firstElementChild;
  button.setAttribute("tabindex", 0);
  button.focus();
}

function startList() {
  let waiting = false;
  const later = () => { if (waiting) return; waiting = true; requestAnimationFrame(() => { waiting = false; showRows(); }); };
  panel.addEventListener("scroll", later, { passive: true });
  $("side").addEventListener("scroll", later, { passive: true });
  new ResizeObserver(later).observe(panel);
  rowList.addEventListener("keydown", e => {
    const page = Math.max(1, Math.floor(panel.clientHeight / rowHeight) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.values.length, End: shown.values.length }[e.key];
    if (step === undefined) return;
    e.preventDefault();
    moveFocus(focusRow + step);
  });
  addEventListener("beforeprint", () => showRows(true));
  addEventListener("afterprint", () => showRows());
}
