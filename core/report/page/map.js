/* The map: tiles of two dates on either side of a swipe, parcels and findings above them. Positions are metres from the
   page's origin; `view` holds the middle of the map and pixels per metre. */
const canvas = $("ground"), pen = canvas.getContext("2d");
const images = meta.images;
const view = { x: 0, y: 0, scale: 1, swipe: 0.5 };
let mapWidth = 1, mapHeight = 1, mapRatio = 1, mapDirty = true, selected = -1;

/* The next frame draws what is dirty; a timer does where no frames come, as in a tab that is not shown or a page that is pictured. */
let drawTimer = 0;
function redraw() {
  mapDirty = true;
  drawTimer ||= setTimeout(() => { drawTimer = 0; if (mapDirty) drawMap(); }, 50);
}

const tileNames = new Set(images ? images.tiles : []);
const tileCache = new Map();
const mostTiles = 2400;
/* The image of a tile once it is decoded; asks for it otherwise. */
function tile(date, name) {
  const key = date + "/" + name;
  let t = tileCache.get(key);
  if (!t) {
    const image = new Image();
    t = { image, ready: false, done: null };
    t.done = new Promise(resolve => { image.onload = () => { t.ready = true; redraw(); resolve(image); }; image.onerror = () => resolve(null); });
    image.src = "data:image/jpeg;base64," + $(key).textContent;
    if (tileCache.size >= mostTiles) tileCache.delete(tileCache.keys().next().value);
  } else {
    tileCache.delete(key);
  }
  tileCache.set(key, t);
  return t;
}

const tileEdge = 128;
const [ax, axx, axy, ay, ayx, ayy] = images ? images.affine : [0, 1, 0, 0, 0, -1];
const determinant = axx * ayy - axy * ayx;
const toPixel = (x, y) => [((x - ax) * ayy - (y - ay) * axy) / determinant, ((y - ay) * axx - (x - ax) * ayx) / determinant];
const gsd = Math.sqrt(Math.abs(determinant));
/* Metres of a pixel of the finest level that covers everything, and whether finding i has no finer ones round it. */
const wholePixel = images ? gsd * 2 ** images.whole : 0;
const isCoarse = i => images && images.whole > 0 && i >= images.detailed;

/* Tiles of one level that cover a box of metres, as {name, x, y} in pixels of the image. */
function tilesIn(level, x0, y0, x1, y1) {
  const corners = [[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(p => toPixel(...p));
  const step = tileEdge * 2 ** level, found = [];
  const low = k => Math.floor(Math.max(0, Math.min(...corners.map(c => c[k]))) / step);
  const high = (k, size) => Math.floor(Math.min(size - 1, Math.max(...corners.map(c => c[k]))) / step);
  for (let row = low(1); row <= high(1, images.height); ++row)
    for (let column = low(0); column <= high(0, images.width); ++column)
      if (tileNames.has(level + "/" + column + "/" + row)) found.push({ name: level + "/" + column + "/" + row, x: column * step, y: row * step });
  return found;
}

/* Draws one date into a context whose transform maps metres to its pixels; coarse tiles first, so that there is no hole. */
function drawImagery(context, date, scale, x0, y0, x1, y1) {
  const wanted = Math.max(0, Math.min(images.levels - 1, Math.floor(Math.log2(1 / (scale * gsd)) + 0.25)));
  context.save();
  context.transform(axx, ayx, axy, ayy, ax, ay);
  context.beginPath();
  context.rect(0, 0, images.width, images.height); // the last pixels of a coarse tile reach further
  context.clip();
  const overlap = 0.4 / (scale * gsd);
  for (let level = images.levels - 1; level >= wanted; --level)
    for (const t of tilesIn(level, x0, y0, x1, y1)) {
      const loaded = tile(date, t.name);
      if (!loaded.ready) continue;
      const f = 2 ** level;
      context.drawImage(loaded.image, t.x, t.y, loaded.image.width * f + overlap, loaded.image.height * f + overlap);
    }
  context.restore();
}

const parcelData = read("parcels");
const parcelRings = new Array(parcelData.id.length);
const parcelIndex = new Map(parcelData.id.map((id, i) => [id, i]));
/* Cells of 100 m with the parcels and findings that lie in them. */
const cell = 100, parcelCells = new Map(), findingCells = new Map();
const cellKey = (c, r) => c * 65536 + r;
function enter(cells, i, x0, y0, x1, y1) {
  for (let r = Math.floor(y0 / cell); r <= Math.floor(y1 / cell); ++r)
    for (let c = Math.floor(x0 / cell); c <= Math.floor(x1 / cell); ++c) {
      const key = cellKey(c, r);
      const list = cells.get(key);
      if (list) list.push(i); else cells.set(key, [i]);
    }
}
function inView(cells, x0, y0, x1, y1) {
  const found = new Set();
  for (let r = Math.floor(y0 / cell); r <= Math.floor(y1 / cell); ++r)
    for (let c = Math.floor(x0 / cell); c <= Math.floor(x1 / cell); ++c)
      for (const i of cells.get(cellKey(c, r)) ?? []) found.add(i);
  return found;
}
for (let i = 0; i < total; ++i) enter(findingCells, i, (columns.x[i] - columns.r[i]) / 10, (columns.y[i] - columns.r[i]) / 10, (columns.x[i] + columns.r[i]) / 10, (columns.y[i] + columns.r[i]) / 10);
let parcelsEntered = false;
function enterParcels() {
  parcelsEntered = true;
  parcelData.g.forEach((g, i) => {
    const all = parcelRings[i] = rings(g);
    let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
    for (const ring of all) for (let k = 0; k < ring.length; k += 2) { x0 = Math.min(x0, ring[k]); x1 = Math.max(x1, ring[k]); y0 = Math.min(y0, ring[k + 1]); y1 = Math.max(y1, ring[k + 1]); }
    if (x0 <= x1) enter(parcelCells, i, x0, y0, x1, y1);
  });
  redraw();
}

const outlines = new Map();
function outlineOf(i) {
  let o = outlines.get(i);
  if (!o) {
    o = rings(detail(i).g);
    if (outlines.size > 20000) outlines.clear();
    outlines.set(i, o);
  }
  return o;
}

function trace(context, all) {
  for (const ring of all) {
    context.moveTo(ring[0], ring[1]);
    for (let k = 2; k < ring.length; k += 2) context.lineTo(ring[k], ring[k + 1]);
    context.closePath();
  }
}

function tintOf(letter, strength) {
  return colours[letter] + Math.round(strength * 255).toString(16).padStart(2, "0");
}

function drawMap() {
  mapDirty = false;
  const w = mapWidth, h = mapHeight, ratio = mapRatio, s = view.scale;
  const x0 = view.x - w / 2 / s, x1 = view.x + w / 2 / s, y0 = view.y - h / 2 / s, y1 = view.y + h / 2 / s;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = "#e9e8e3";
  pen.fillRect(0, 0, w, h);
  pen.setTransform(ratio * s, 0, 0, -ratio * s, ratio * (w / 2 - view.x * s), ratio * (h / 2 + view.y * s));
  if (images) {
    const middle = x0 + (x1 - x0) * view.swipe;
    for (const [date, from, to] of [["b", x0, middle], ["a", middle, x1]]) {
      pen.save();
      pen.beginPath();
      pen.rect(from, y0, to - from, y1 - y0);
      pen.clip();
      drawImagery(pen, date, s, from, y0, to, y1);
      pen.restore();
    }
  }
  const near = s > 0.25;
  if (parcelsEntered && near) {
    const groups = {};
    for (const i of inView(parcelCells, x0, y0, x1, y1)) (groups[parcelData.verdict[i]] ??= []).push(i);
    for (const letter of "nmteuas") {
      if (!groups[letter]) continue;
      pen.beginPath();
      for (const i of groups[letter]) trace(pen, parcelRings[i]);
      if (letter !== "n") { pen.fillStyle = tintOf(letter, images ? (letter === "s" ? 0.3 : 0.22) : 0.45); pen.fill("evenodd"); }
      pen.lineWidth = (letter === "n" ? 0.6 : 1.4) / s;
      pen.strokeStyle = letter === "n" ? (images ? "rgba(255,255,255,.5)" : "#c9c6bd") : tintOf(letter, 0.95);
      pen.stroke();
    }
  }
  const seen = near ? [...inView(findingCells, x0, y0, x1, y1)].filter(i => shown.has(i)) : null;
  if (seen && seen.length < 4000 && s > 0.6) {
    pen.lineJoin = "round";
    for (const [colour, width] of [["rgba(15,25,30,.75)", 4], [null, 2.2]])
      for (const i of seen) {
        pen.beginPath();
        trace(pen, outlineOf(i));
        pen.lineWidth = width / s;
        pen.strokeStyle = colour ?? colours[columns.verdict[i]];
        pen.stroke();
      }
  } else {
    const size = Math.max(2.2 / s, total > 5000 ? 0 : 4 / s);
    for (const letter of "aeus") {
      pen.fillStyle = colours[letter];
      for (const i of seen ?? shown.values)
        if (columns.verdict[i] === letter) {
          const x = columns.x[i] / 10, y = columns.y[i] / 10;
          if (x < x0 || x > x1 || y < y0 || y > y1) continue;
          pen.fillRect(x - size, y - size, 2 * size, 2 * size);
        }
    }
  }
  if (selected >= 0) {
    const r = Math.max(columns.r[selected] / 10 * 1.7, 14 / s);
    for (const [colour, width] of [["rgba(10,20,25,.8)", 6], ["#ffffff", 3]]) {
      pen.beginPath();
      pen.arc(columns.x[selected] / 10, columns.y[selected] / 10, r, 0, 7);
      pen.lineWidth = width / s;
      pen.strokeStyle = colour;
      pen.stroke();
    }
  }
  drawScale();
}

/* The longest round length that fits. */
function roundLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].find(k => k * power <= metres) * power;
}
const lengthText = metres => metres >= 1000 ? figure(metres / 1000) + (language === "fa" ? " کیلومتر" : " km") : figure(metres, 1) + " " + word("m");
function drawScale() {
  const metres = roundLength(110 / view.scale);
  $("scale").firstElementChild.textContent = lengthText(metres);
  $("scale").firstElementChild.dir = document.documentElement.dir;
  $("scale").lastElementChild.style.width = metres * view.scale + "px";
}

function setMapSize(width, height, ratio) {
  mapWidth = width; mapHeight = height; mapRatio = ratio;
  canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
  placeSwipe();
  if (started) drawMap(); // its pixels are gone, and no frame may come
}
let scaleOnScreen = 0;
function sizeMap() {
  const box = canvas.getBoundingClientRect();
  if (box.width && !scaleOnScreen) setMapSize(box.width, box.height, window.devicePixelRatio || 1);
}

/* On paper the map stands below the title, in the size that page.css gives it (182 by 120 mm), and shows what the screen shows; beside an open
   case it does not stand there. */
function mapOntoPaper() {
  const width = 688, height = 453;
  if (scaleOnScreen || document.body.classList.contains("opened")) return;
  scaleOnScreen = view.scale;
  view.scale *= Math.min(width / mapWidth, height / mapHeight);
  document.querySelector("header").after($("map"));
  setMapSize(width, height, 3);
}
function mapOntoScreen() {
  if (!scaleOnScreen) return;
  view.scale = scaleOnScreen;
  scaleOnScreen = 0;
  $("side").after($("map"));
  sizeMap();
}

function fitWhole() {
  const [x0, y0, x1, y1] = meta.extent;
  view.x = (x0 + x1) / 2; view.y = (y0 + y1) / 2;
  view.scale = Math.min(mapWidth / (x1 - x0), mapHeight / (y1 - y0)) * 0.96;
  redraw();
}

function goTo(i) {
  view.scale = Math.max(view.scale, Math.min(4, mapHeight / (8 * Math.max(columns.r[i] / 10, 8))));
  const sheetWidth = $("sheet").hidden || mapWidth < 700 ? 0 : Math.min($("sheet").offsetWidth, mapWidth / 2);
  const towards = document.documentElement.dir === "rtl" ? -1 : 1;
  view.x = columns.x[i] / 10 + towards * sheetWidth / 2 / view.scale;
  view.y = columns.y[i] / 10;
  if (images && sheetWidth) setSwipe(0.5 - towards * sheetWidth / 2 / mapWidth);
  redraw();
}

function zoom(factor, px = mapWidth / 2, py = mapHeight / 2) {
  const to = Math.min(40, Math.max(0.005, view.scale * factor));
  const dx = (px - mapWidth / 2), dy = (mapHeight / 2 - py);
  view.x += dx / view.scale - dx / to;
  view.y += dy / view.scale - dy / to;
  view.scale = to;
  redraw();
  remember();
}

const slider = $("swipe");
function placeSwipe() {
  slider.style.left = view.swipe * 100 + "%";
  const percent = Math.round(view.swipe * 100);
  slider.setAttribute("aria-valuenow", percent);
  if (images) slider.setAttribute("aria-valuetext", word("before") + " " + figure(percent) + word("percent"));
}
function setSwipe(share) {
  view.swipe = Math.min(1, Math.max(0, share));
  placeSwipe();
  redraw();
  remember();
}

function findingAt(px, py) {
  const x = view.x + (px - mapWidth / 2) / view.scale, y = view.y - (py - mapHeight / 2) / view.scale;
  let best = -1, bestArea = Infinity;
  for (const i of inView(findingCells, x, y, x, y)) {
    const r = Math.max(columns.r[i] / 10, 6 / view.scale);
    if (shown.has(i) && Math.abs(columns.x[i] / 10 - x) <= r && Math.abs(columns.y[i] / 10 - y) <= r && r < bestArea) { best = i; bestArea = r; }
  }
  return best;
}

function startMap() {
  if (!images) { slider.hidden = true; $("dates").hidden = true; document.body.classList.add("plain"); }
  const fingers = new Map();
  let moved = 0, spread = 0;
  canvas.addEventListener("pointerdown", e => { canvas.setPointerCapture(e.pointerId); fingers.set(e.pointerId, [e.offsetX, e.offsetY]); moved = 0; spread = 0; });
  canvas.addEventListener("pointermove", e => {
    if (!fingers.has(e.pointerId)) return;
    const [px, py] = fingers.get(e.pointerId);
    fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
    const share = 1 / fingers.size, dx = (e.offsetX - px) * share, dy = (e.offsetY - py) * share;
    moved += Math.abs(dx) + Math.abs(dy);
    view.x -= dx / view.scale;
    view.y += dy / view.scale;
    if (fingers.size === 2) {
      const [[ax0, ay0], [bx0, by0]] = [...fingers.values()], now = Math.hypot(ax0 - bx0, ay0 - by0);
      if (spread > 0) zoom(now / spread, (ax0 + bx0) / 2, (ay0 + by0) / 2);
      spread = now;
    }
    redraw();
  });
  const lift = e => {
    if (!fingers.delete(e.pointerId)) return;
    if (e.type === "pointerup" && moved < 5) { const i = findingAt(e.offsetX, e.offsetY); if (i >= 0) openCase(i); }
    remember();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("wheel", e => { e.preventDefault(); zoom(Math.exp(-e.deltaY * 0.0015), e.offsetX, e.offsetY); }, { passive: false });
  canvas.addEventListener("keydown", e => {
    const step = 80 / view.scale;
    const go = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[e.key];
    if (go) { view.x += go[0]; view.y += go[1]; redraw(); remember(); }
    else if (e.key === "+" || e.key === "=") zoom(1.5);
    else if (e.key === "-") zoom(1 / 1.5);
    else return;
    e.preventDefault();
  });
  slider.addEventListener("pointerdown", e => { slider.setPointerCapture(e.pointerId); });
  slider.addEventListener("pointermove", e => { if (slider.hasPointerCapture(e.pointerId)) setSwipe((e.clientX - canvas.getBoundingClientRect().left) / mapWidth); });
  slider.addEventListener("keydown", e => {
    const to = { ArrowLeft: view.swipe - 0.02, ArrowRight: view.swipe + 0.02, ArrowDown: view.swipe - 0.02, ArrowUp: view.swipe + 0.02, PageDown: view.swipe - 0.1, PageUp: view.swipe + 0.1, Home: 0, End: 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    setSwipe(to);
  });
  $("closer").onclick = () => zoom(1.6);
  $("farther").onclick = () => zoom(1 / 1.6);
  $("whole").onclick = () => { fitWhole(); remember(); };
  new ResizeObserver(sizeMap).observe(canvas);
  addEventListener("beforeprint", mapOntoPaper);
  addEventListener("afterprint", mapOntoScreen);
  const frame = () => { if (mapDirty) drawMap(); requestAnimationFrame(frame); };
  sizeMap();
  fitWhole();
  requestAnimationFrame(frame);
  setTimeout(enterParcels);
}

/* The square of ground round finding i (pictured_ground() of report_page.cpp) as a picture of `size` pixels: imagery of one date, the parcel, the outline, a scale
   bar. Resolves when its tiles are decoded. */
async function drawChip(target, i, date, size, withScale) {
  const half = Math.max(columns.r[i] / 10 * 1.45, 14), x = columns.x[i] / 10, y = columns.y[i] / 10, s = size / 2 / half;
  const box = [x - half, y - half, x + half, y + half];
  if (images) {
    const wanted = Math.max(0, Math.min(images.levels - 1, Math.floor(Math.log2(1 / (s * gsd)) + 0.25)));
    const needed = [];
    for (let level = images.levels - 1; level >= wanted; --level) needed.push(...tilesIn(level, ...box).map(t => tile(date, t.name).done));
    await Promise.all(needed);
  }
  target.width = target.height = size;
  const c = target.getContext("2d");
  c.fillStyle = "#e9e8e3";
  c.fillRect(0, 0, size, size);
  c.setTransform(s, 0, 0, -s, size / 2 - x * s, size / 2 + y * s);
  if (images) drawImagery(c, date, s, ...box);
  const p = parcelIndex.get(columns.parcel[i]);
  if (p !== undefined) {
    c.beginPath(); trace(c, parcelRings[p] ?? rings(parcelData.g[p]));
    c.lineWidth = 1.3 * size / 300 / s; c.strokeStyle = images ? "rgba(255,255,255,.9)" : "#7d8589"; c.stroke();
  }
  for (const [colour, width] of [["rgba(15,25,30,.85)", 6.5], [colours[columns.verdict[i]], 3.5]]) {
    c.beginPath(); trace(c, outlineOf(i));
    c.lineWidth = width * size / 300 / s; c.strokeStyle = colour; c.stroke();
  }
  if (!withScale) return;
  c.setTransform(1, 0, 0, 1, 0, 0);
  const metres = roundLength(half * 0.7), length = metres * s, m = size * 0.04;
  c.fillStyle = "rgba(255,255,255,.9)";
  c.fillRect(m * 0.5, size - m * 2.9, length + m, m * 2.4);
  c.fillStyle = "#1b2529";
  c.fillRect(m, size - m * 1.2, length, m * 0.3);
  c.font = "600 " + m * 1.05 + "px sans-serif";
  c.textAlign = "center";
  c.direction = document.documentElement.dir;
  c.fillText(lengthText(metres), m + length / 2, size - m * 1.6);
}
