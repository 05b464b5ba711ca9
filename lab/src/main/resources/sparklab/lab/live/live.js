// The page's frame: takes the events, keeps the last ones, and has each picture drawn.
import { clock, pictures, strip } from "/pictures.js";
import { language, tr } from "/tr.js";

const MOST = 200; // as many as the launcher keeps

const $ = (id) => document.getElementById(id);
let events = [];
let run = null;
let shown = -1; // index of the batch that is shown
let paused = false;
let known = { lesson: tr("Live page"), state: "starting" };
let connected = false;

document.documentElement.lang = language;
$("empty").textContent = tr("The first batch will be shown here when it is done.");
$("theme").textContent = tr("Light or dark");
for (const [id, label] of [["controls", tr("Which batch is shown")], ["cursor", tr("Batch that is shown")], ["strip", tr("Numbers of the batch")]]) $(id).setAttribute("aria-label", label);

// --- elements; text from data is only ever set as text ---

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/** A table of {columns, rows}; a cell is a text, a number or an element. */
function tableOf({ columns, rows }) {
  const isNumber = columns.map((_, at) => rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === "number"));
  const kind = (at) => (isNumber[at] ? { class: "number" } : {});
  const text = (cell) => (cell === null || cell === undefined ? "–" : typeof cell === "number" ? String(Math.round(cell * 1000) / 1000) : cell);
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...columns.map((column, at) => element("th", { scope: "col", ...kind(at) }, column)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell, at) => element("td", kind(at), text(cell)))))),
  );
}

// --- pictures ---

class Figure {
  constructor(picture) {
    this.picture = picture;
    this.title = element("h2");
    this.note = element("p");
    this.chart = picture.option ? element("div", { class: "chart " + (picture.size || ""), role: "img" }) : null;
    this.table = element("div", { class: "table", tabindex: "0", role: "region" });
    this.button = element("button", { type: "button", "aria-pressed": "false" }, tr("Table"));
    this.button.addEventListener("click", () => {
      this.asTable = !this.asTable;
      this.button.setAttribute("aria-pressed", String(this.asTable));
      this.draw(this.past);
    });
    this.asTable = !picture.option;
    this.root = element("figure", { id: "picture-" + picture.id, class: picture.wide ? "wide" : null }, element("figcaption", {}, element("div", {}, this.title, this.note), picture.option ? this.button : null), this.chart, this.table);
    // In the order of the list, whichever came first
    const next = pictures.slice(pictures.indexOf(picture) + 1).find((each) => figures.has(each.id));
    $("pictures").insertBefore(this.root, next ? figures.get(next.id).root : null);
    if (this.chart) {
      new ResizeObserver(() => {
        if (this.drawn) {
          this.drawn.resize();
          if (picture.depends) this.draw(this.past);
        }
      }).observe(this.chart);
    }
  }

  draw(past) {
    this.past = past;
    const { title, note } = this.picture.caption(past);
    this.title.textContent = title;
    this.note.textContent = note || "";
    this.table.hidden = !this.asTable;
    if (this.chart) this.chart.hidden = this.asTable;
    if (this.asTable) {
      this.table.setAttribute("aria-label", title);
      this.table.replaceChildren(tableOf(this.picture.table(past)));
      return;
    }
    this.table.replaceChildren();
    this.chart.setAttribute("aria-label", tr("%s. %s The button Table shows the numbers.", title, note || ""));
    if (!this.drawn) this.drawn = echarts.init(this.chart);
    const theme = colours();
    const option = this.picture.option(past, theme, { width: this.chart.clientWidth, height: this.chart.clientHeight, font: theme.font });
    this.drawn.setOption(
      {
        textStyle: { color: theme.text, fontFamily: "system-ui, sans-serif", fontSize: theme.font },
        animation: !matchMedia("(prefers-reduced-motion: reduce)").matches && !paused,
        animationDuration: 300,
        animationDurationUpdate: 400,
        ...option,
      },
      { replaceMerge: ["series", "xAxis", "yAxis", "grid"].filter((part) => !this.picture.moves && part in option) },
    );
  }

  /** Forgets the chart's looks, which setOption would merge with. */
  restyle() {
    if (this.drawn) {
      this.drawn.dispose();
      this.drawn = null;
    }
  }
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  return {
    text: colour("text"), soft: colour("soft"), line: colour("line"), card: colour("card"), land: colour("land"),
    accent: colour("accent"), fresh: colour("new"), bad: colour("bad"),
    font: Math.round(parseFloat(style.fontSize) * 0.85),
    dark: document.documentElement.dataset.theme === "dark",
  };
}

const figures = new Map();

function render() {
  asked = false;
  if (document.hidden) return; // drawn when it is looked at
  $("lesson").textContent = known.lesson;
  document.title = tr("%s – live", known.lesson);
  const state = !connected ? "lost" : known.state;
  $("state").dataset.state = state;
  $("state").textContent = {
    starting: tr("is starting"),
    running: tr("is running"),
    ended: tr("has ended; the page goes on when it is started again"),
    lost: run === null ? tr("connecting …") : tr("has ended; the page goes on when it is started again"),
  }[state];
  $("empty").hidden = events.length > 0;
  $("cursor").max = Math.max(0, events.length - 1);
  $("cursor").value = shown;
  $("cursor").disabled = events.length < 2;
  $("pause").textContent = paused ? tr("Go on") : tr("Pause");
  $("pause").setAttribute("aria-pressed", String(paused));
  if (shown < 0) {
    $("position").textContent = "";
    return;
  }
  const past = events.slice(0, shown + 1);
  const now = past[past.length - 1];
  $("position").textContent = tr("%s, %s of %s", clock(now), shown + 1, events.length);
  $("cursor").setAttribute("aria-valuetext", $("position").textContent);
  $("strip").replaceChildren(
    ...strip(past).map(({ name, value, small, bad }) => element("div", {}, element("dt", {}, name), element("dd", bad ? { class: "bad" } : {}, value, small ? element("small", {}, small) : null))),
  );
  for (const picture of pictures) {
    const applies = picture.applies(past);
    if (applies && !figures.has(picture.id)) figures.set(picture.id, new Figure(picture));
    const figure = figures.get(picture.id);
    if (figure) {
      figure.root.hidden = !applies;
      if (applies) figure.draw(past);
    }
  }
}

let asked = false;
function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(render);
  }
}

// --- events ---

function forget() {
  events = [];
  shown = -1;
  paused = false;
  figures.forEach((figure) => {
    figure.restyle();
    figure.root.remove();
  });
  figures.clear();
  $("strip").replaceChildren();
}

function connect() {
  const source = new EventSource("/events");
  source.addEventListener("state", (event) => {
    known = JSON.parse(event.data);
    connected = true;
    if (known.run !== run) forget();
    run = known.run;
    changed();
  });
  source.addEventListener("message", (event) => {
    const batch = JSON.parse(event.data);
    const last = events[events.length - 1];
    if (last && last.started !== batch.started) forget(); // it was started again
    events.push(batch);
    if (events.length > MOST) {
      events.shift();
      if (paused && shown > 0) shown--;
    }
    if (!paused) shown = events.length - 1;
    changed();
  });
  source.addEventListener("error", () => {
    connected = false;
    changed();
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  });
}

// --- controls ---

$("pause").addEventListener("click", () => {
  paused = !paused;
  if (!paused) shown = events.length - 1;
  changed();
});
$("cursor").addEventListener("input", () => {
  shown = Number($("cursor").value);
  paused = true;
  changed();
});
document.addEventListener("visibilitychange", changed);

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  figures.forEach((figure) => figure.restyle());
  changed();
}
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => dress(dark.matches ? "dark" : "light"));
$("theme").addEventListener("click", () => dress(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
dress(dark.matches ? "dark" : "light");

// The sentences may come after all else has loaded.
if (document.readyState === "complete") connect();
else window.addEventListener("load", connect);
window.addEventListener("spain", changed); // the map has come
