// What is seen of each kind of lesson. A picture looks at the events up to the batch that is shown,
// the last of them, and makes of them a chart and the table that says the same.
import { element } from "/live.js";
import * as maps from "/maps.js";
import { tr } from "/tr.js";

const SHAPES = ["circle", "triangle", "rect", "diamond", "pin"];
const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#b8860b", "#3a3a9e", "#44aa99", "#882255"];
const DARK = ["#56b4e9", "#f08a3c", "#2fc6a0", "#e391c8", "#f0e442", "#9d9cf0", "#7fd6c9", "#e07a9a"];
const WARM = ["#2c4b9c", "#5e9ccb", "#bfe3ef", "#fff3b8", "#fdae61", "#e8573c", "#a50026"];

const colour = (theme, at) => (theme.dark ? DARK : LIGHT)[at % LIGHT.length];
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const last = (past) => past[past.length - 1];
const whole = (value) => (isNumber(value) ? Math.round(value).toLocaleString("en") : "–");
const time = (millis) => new Date(millis).toLocaleTimeString("en-GB"); // 24 hours, as the console has it
export const clock = (event) => time(event.numbers.time);

const MOST_CLUSTERS = 100;
const LONGEST = 300;

/** What an event shows of a kind; words that came one by one are put together, what is too much is cut. */
function of(event, kind) {
  if (!event.ready) {
    event.ready = true;
    for (const each of event.shown) {
      if (each.words) each.words = each.words.map(([word, count]) => [String(word).slice(0, LONGEST), count]);
      if (each.clusters) each.clusters = each.clusters.slice(0, MOST_CLUSTERS);
    }
    const single = event.shown.filter((each) => each.kind === "word").map((each) => [each.word, each.count]);
    const begun = event.shown.findIndex((each) => each.kind === "words" && !each.words);
    if (begun >= 0) event.shown[begun].words = single;
    for (const table of event.shown.filter((each) => each.kind === "table")) {
      if (has(table, "word", "count") && !has(table, "window")) event.shown.push({ kind: "words", words: records(table).map((row) => [row.word, Number(row.count)]) });
    }
  }
  return event.shown.find((each) => each.kind === kind && (kind !== "words" || each.words));
}

/** The newest event that shows this kind, at or before the batch that is shown. */
const latest = (past, kind) => past.findLast((event) => of(event, kind));

const has = (table, ...columns) => columns.every((column) => table.columns.includes(column));
const tables = (event, ...columns) => event.shown.filter((each) => each.kind === "table" && has(each, ...columns));
const withTable = (past, ...columns) => past.filter((event) => tables(event, ...columns).length > 0);

/** The rows of a table by the names of its columns. */
function records(table) {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at]])));
}

/** A time as tables have it, in the session's zone. */
function instant(text, zone) {
  return Date.parse(text.trim().replace(" ", "T") + (zone === "UTC" || zone === "Etc/UTC" ? "Z" : ""));
}

// --- the strip ---

export function strip(past) {
  const now = last(past).numbers;
  const before = past[past.length - 2];
  const span = now.interval || (before ? now.time - before.numbers.time : null);
  const tiles = [
    { name: tr("Rows in"), value: whole(now.rows), small: span ? tr("%s a second", whole((now.rows * 1000) / span)) : null },
    {
      name: tr("Processing time"), value: isNumber(now.processing) ? `${whole(now.processing)} ms` : "–", small: now.interval ? tr("of an interval of %s ms", whole(now.interval)) : null,
      bad: now.interval && now.processing > now.interval,
    },
  ];
  if (isNumber(now.delay)) tiles.push({ name: tr("Waited before"), value: `${whole(now.delay)} ms`, bad: now.interval && now.delay > now.interval });
  if (isNumber(now.state)) tiles.push({ name: tr("Rows in the state"), value: whole(now.state), small: before && isNumber(before.numbers.state) ? signed(now.state - before.numbers.state) : null });
  if (now.watermark && !now.watermark.startsWith("1970")) tiles.push({ name: tr("Watermark"), value: now.zone === "UTC" ? now.watermark.slice(11, 19) : time(Date.parse(now.watermark)), small: now.zone === "UTC" ? now.watermark.slice(0, 10) + " UTC" : null });
  if (now.late > 0) tiles.push({ name: tr("Came too late"), value: whole(now.late), bad: true });
  if (now.there) tiles.push({ name: tr("Lag"), value: whole(partitions(last(past)).reduce((sum, each) => sum + each.lag, 0)), small: tr("messages not read yet") });
  const messages = of(last(past), "messages");
  if (messages) {
    if (messages.malformed > 0) tiles.push({ name: tr("Malformed"), value: whole(messages.malformed), small: messages.example.slice(0, 60), bad: true });
    if (messages.incomplete > 0) tiles.push({ name: tr("Lack a sensor"), value: whole(messages.incomplete), small: tr("of %s", whole(messages.messages)) });
  }
  return tiles;
}

const signed = (change) => (change > 0 ? "+" : change < 0 ? "−" : "±") + whole(Math.abs(change));

// --- charts that several pictures are made of ---

const axisLook = (theme) => ({
  axisLabel: { color: theme.soft, fontSize: theme.font }, axisLine: { lineStyle: { color: theme.line } },
  splitLine: { lineStyle: { color: theme.line, opacity: 0.6 } }, nameTextStyle: { color: theme.soft, fontSize: theme.font },
});
const tip = (theme) => ({ renderMode: "richText", confine: true, backgroundColor: theme.card, borderColor: theme.line, textStyle: { color: theme.text, fontSize: theme.font } });
const legend = (theme) => ({ type: "scroll", bottom: 0, textStyle: { color: theme.text, fontSize: theme.font }, pageTextStyle: { color: theme.text }, pageIconColor: theme.text });

function lines(theme, times, series, more = {}) {
  return {
    grid: { left: 8, right: 40, top: 24, bottom: 34, containLabel: true },
    tooltip: { trigger: "axis", ...tip(theme) },
    legend: legend(theme),
    xAxis: { type: "category", data: times, boundaryGap: false, ...axisLook(theme) },
    yAxis: { type: "value", scale: true, ...axisLook(theme), ...more.yAxis },
    series: series.map((each, at) => ({
      type: "line", symbol: SHAPES[at % SHAPES.length], symbolSize: 6, showSymbol: times.length < 60, connectNulls: false,
      color: colour(theme, at), lineStyle: { width: 2.5 }, ...each, animation: false,
    })),
  };
}

/** Bars that change places: each word keeps its bar as long as it is in the list. */
function bars(id, entries) {
  const slots = [];
  return {
    id, size: "tall", moves: true,
    table: (past) => ({ columns: ["word", "count", tr("since the batch before")], rows: entries(past).map(({ word, count, change }) => [word, count, change]) }),
    option: (past, theme, { font, width }) => {
      const list = entries(past).slice(0, 20);
      const words = new Set(list.map((entry) => entry.word));
      for (let at = 0; at < 20; at++) if (slots[at] !== undefined && !words.has(slots[at])) slots[at] = undefined;
      for (const { word } of list) {
        if (!slots.includes(word)) {
          const free = slots.findIndex((slot) => slot === undefined);
          slots[free < 0 ? slots.length : free] = word;
        }
      }
      const size = Math.max(list.length, 1);
      // Spark's order for words of the same count: by a difference that is not seen
      const rank = new Map(list.map((entry, at) => [entry.word, { ...entry, order: entry.count + (size - at) * 1e-5 }]));
      const names = slots.filter((slot) => slot !== undefined);
      slots.splice(0, slots.length, ...names);
      return {
        grid: { left: 16, right: 90, top: 5, bottom: 5, containLabel: true },
        xAxis: { type: "value", min: 0, max: "dataMax", ...axisLook(theme), axisLabel: { show: false }, splitLine: { show: false } },
        yAxis: {
          type: "category", inverse: true, data: names, max: size - 1, animationDuration: 300, animationDurationUpdate: 300, axisTick: { show: false },
          ...axisLook(theme), axisLabel: { color: theme.text, fontSize: Math.min(font, 15), width: width < 500 ? 90 : 180, overflow: "truncate", interval: 0 },
        },
        series: [{
          type: "bar", realtimeSort: true, barCategoryGap: "22%",
          data: names.map((name) => ({ value: rank.get(name).order, itemStyle: { color: rank.get(name).change > 0 ? theme.fresh : theme.accent } })),
          label: { show: true, position: "right", color: theme.text, fontSize: Math.min(font, 15), formatter: ({ name }) => {
            const entry = rank.get(name);
            return entry ? whole(entry.count) + (entry.change > 0 ? `  +${whole(entry.change)}` : "") : "";
          } },
        }],
      };
    },
  };
}

// --- top lists ---

const words = (event) => new Map(of(event, "words").words);

/** The last two lists, the newer one first. */
function lists(past) {
  const all = past.filter((event) => of(event, "words"));
  return [words(last(all)), all.length > 1 ? words(all[all.length - 2]) : new Map()];
}

/** Whether counts are kept from batch to batch: then none ever falls. */
function isKept(past) {
  const all = past.filter((event) => of(event, "words") && of(event, "words").words.length > 0).slice(-12);
  let grown = false;
  for (let at = 1; at < all.length; at++) {
    const before = words(all[at - 1]);
    for (const [word, count] of words(all[at])) {
      if (before.has(word) && count < before.get(word)) return false;
      if (before.has(word) && count > before.get(word)) grown = true;
    }
  }
  return grown;
}

const withWords = (past) => past.some((event) => of(event, "words"));

const top = {
  ...bars("top", (past) => {
    const [now, before] = lists(past);
    const kept = isKept(past);
    return [...now].map(([word, count]) => ({ word, count, change: !kept ? null : before.has(word) ? count - before.get(word) : null }));
  }),
  applies: withWords,
  caption: (past) => {
    const [now] = lists(past);
    return isKept(past)
      ? { title: tr("Most frequent words, kept from batch to batch"), note: tr("Orange, with a plus: counted in this batch.") }
      : { title: tr("Most frequent words of this list"), note: now.size === 0 ? tr("No words in this batch.") : tr("Nothing is kept: the next list begins anew.") };
  },
};

/** Whether lists may be added up: those of windows would count a word more than once. */
const addsUp = (past) => last(past).lesson === "streaming1";

function sums(past) {
  const all = new Map();
  const [now] = lists(past);
  for (const event of past.filter((each) => of(each, "words"))) for (const [word, count] of words(event)) all.set(word, (all.get(word) || 0) + count);
  return [...all].map(([word, count]) => ({ word, count, change: now.get(word) ?? null })).sort((a, b) => b.count - a.count).slice(0, 40);
}

const besides = {
  ...bars("besides", (past) => {
    if (addsUp(past)) return sums(past);
    const [now, before] = lists(past);
    if (!isKept(past)) return [...before].map(([word, count]) => ({ word, count, change: null }));
    return [...now].map(([word, count]) => ({ word, count: before.has(word) ? count - before.get(word) : 0, change: null })).filter((entry) => entry.count > 0).sort((a, b) => b.count - a.count);
  }),
  applies: (past) => withWords(past) && past.filter((event) => of(event, "words")).length > 1,
  caption: (past) => {
    if (addsUp(past)) return { title: tr("The same batches, kept"), note: tr("The lists of this page added up: what lesson streaming2a has Spark do. Orange: in this batch, too.") };
    return isKept(past) ? { title: tr("This batch for itself"), note: tr("Of the words of the list: what this batch alone has added.") } : { title: tr("The list before"), note: tr("To compare: most of it is gone.") };
  },
};

const courses = {
  id: "courses", wide: true, size: "low",
  applies: (past) => past.filter((event) => of(event, "words")).length > 2,
  caption: () => ({ title: tr("The first five words, batch by batch"), note: "" }),
  courses: (past) => {
    const all = past.filter((event) => of(event, "words")).slice(-60);
    const full = all.findLast((event) => words(event).size > 0);
    const chosen = full ? [...words(full).keys()].slice(0, 5) : [];
    return { all, chosen };
  },
  table(past) {
    const { all, chosen } = this.courses(past);
    return { columns: [tr("batch"), ...chosen], rows: all.toReversed().map((event) => [clock(event), ...chosen.map((word) => words(event).get(word) ?? null)]) };
  },
  option(past, theme) {
    const { all, chosen } = this.courses(past);
    return lines(theme, all.map(clock), chosen.map((word) => ({ name: word.slice(0, 30), data: all.map((event) => words(event).get(word) ?? null) })), { yAxis: { scale: false } });
  },
};

// --- windows ---

const windows = {
  id: "windows", wide: true, size: "tall",
  applies: (past) => withTable(past, "window", "word", "count").length > 0,
  caption(past) {
    const all = this.all(past);
    const open = all.filter((each) => !each.closed).length;
    const late = this.late(past);
    return {
      title: tr("Windows of time"),
      note: tr("%s open, %s closed: the watermark has passed their end, and their state can go. Counted are the rows that the lesson has printed or written, at most a hundred a batch.", open, all.length - open) + (late > 0 ? tr(" %s rows came too late for their windows.", whole(late)) : ""),
    };
  },
  late: (past) => past.reduce((sum, { numbers }) => sum + (numbers.late || 0), 0),
  all(past) {
    const found = new Map();
    for (const event of past) {
      for (const table of tables(event, "window", "word", "count")) {
        for (const row of records(table)) {
          const [begin, end] = Array.isArray(row.window) ? row.window : row.window.replace(/[{}[\]]/g, "").split(", ").map((text) => instant(text, event.numbers.zone));
          if (!found.has(begin)) found.set(begin, { begin, end, words: new Map() });
          found.get(begin).words.set(row.word, Number(row.count));
        }
      }
    }
    const mark = Date.parse(last(past).numbers.watermark || "");
    return [...found.values()]
      .filter((each) => isNumber(each.begin))
      .sort((a, b) => a.begin - b.begin)
      .slice(-24)
      .map((each) => {
        const best = [...each.words].sort((a, b) => b[1] - a[1])[0];
        return { ...each, closed: each.end <= mark, total: [...each.words.values()].reduce((sum, count) => sum + count, 0), best };
      });
  },
  table(past) {
    return { columns: [tr("begin"), tr("end"), "", tr("words"), tr("most frequent")], rows: this.all(past).toReversed().map((each) => [time(each.begin), time(each.end), each.closed ? tr("closed") : tr("open"), each.total, `${each.best[0]} ${each.best[1]}`]) };
  },
  option(past, theme) {
    const all = this.all(past);
    const { watermark, late } = last(past).numbers;
    const mark = Date.parse(watermark || "");
    return {
      useUTC: last(past).numbers.zone === "UTC",
      grid: { left: 30, right: 40, top: 26, bottom: 10, containLabel: true },
      xAxis: { type: "time", min: Math.min(...all.map((each) => each.begin)), max: Math.max(...all.map((each) => each.end)), ...axisLook(theme), axisLine: { onZero: false, lineStyle: { color: theme.line } } },
      yAxis: { type: "value", min: 0, max: Math.max(all.length, 6), inverse: true, show: false },
      series: [
        {
          type: "custom", animation: false, data: all.map((each, at) => [each.begin, each.end, at]), encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const each = all[params.dataIndex];
            const [x, y] = api.coord([each.begin, all.length - 1 - params.dataIndex]);
            const [end, below] = api.coord([each.end, all.length - params.dataIndex]);
            return {
              type: "rect", shape: { x, y: y + 1, width: Math.max(end - x, 1), height: Math.max(below - y - 2, 1), r: 3 },
              style: { fill: each.closed ? theme.line : theme.accent, stroke: each.closed ? theme.soft : theme.accent },
              textContent: { style: { text: (each.closed ? tr("closed: ") : "") + tr("%s words, %s %s", each.total, each.best[0].slice(0, 20), each.best[1]), fill: each.closed ? theme.text : theme.card, fontSize: theme.font, width: Math.max(end - x - 8, 10), overflow: "truncate" } },
              textConfig: { position: "insideLeft" },
            };
          },
        },
        {
          type: "line", data: [],
          markLine: isNumber(mark) && mark > 0 ? { symbol: "none", animation: false, lineStyle: { color: theme.bad, width: 2, type: "solid" }, label: { formatter: late > 0 ? tr("watermark; left of it %s rows that came too late", whole(late)) : tr("watermark"), position: "start", color: theme.bad, fontSize: theme.font }, data: [{ xAxis: mark }] } : undefined,
        },
      ],
    };
  },
};

// --- Kafka ---

function partitions(event) {
  const { read, there } = event.numbers;
  return Object.entries(read || {}).flatMap(([topic, offsets]) =>
    Object.entries(offsets).map(([partition, offset]) => ({ name: `${topic} ${partition}`, offset, lag: Math.max(0, ((there || {})[topic] || {})[partition] - offset || 0) })),
  );
}

const offsets = {
  id: "partitions", size: "low",
  applies: (past) => past.some((event) => partitions(event).length > 0),
  caption: () => ({ title: tr("Partitions of the topic"), note: tr("Read since the first batch that is kept here, and still to read (lag).") }),
  all: (past) => {
    const now = past.findLast((event) => event.numbers.read);
    const first = new Map(partitions(past.find((event) => event.numbers.read)).map((each) => [each.name, each.offset]));
    return partitions(now).map((each) => ({ ...each, since: each.offset - (first.get(each.name) ?? each.offset) }));
  },
  table(past) {
    return { columns: [tr("partition"), tr("next offset"), tr("read here"), tr("lag")], rows: this.all(past).map((each) => [each.name, each.offset, each.since, each.lag]) };
  },
  option(past, theme) {
    const all = this.all(past);
    return {
      grid: { left: 8, right: 30, top: 8, bottom: 34, containLabel: true }, legend: legend(theme), tooltip: { trigger: "axis", ...tip(theme) },
      xAxis: { type: "value", minInterval: 1, ...axisLook(theme) }, yAxis: { type: "category", inverse: true, data: all.map((each) => each.name), ...axisLook(theme) },
      series: [
        { type: "bar", name: tr("read"), stack: "all", barMaxWidth: 48, color: theme.accent, data: all.map((each) => each.since) },
        { type: "bar", name: tr("lag"), stack: "all", color: theme.fresh, data: all.map((each) => each.lag) },
      ],
    };
  },
};

/** Messages one by one: the newest of the last batches. */
function stream(id, title, note, choose, columns) {
  return {
    id, wide: true,
    applies: (past) => past.some((event) => choose(event).length > 0),
    caption: () => ({ title, note }),
    table: (past) => {
      const rows = [];
      for (let at = past.length - 1; at >= 0 && rows.length < 30; at--) {
        for (const table of choose(past[at])) rows.push(...records(table).toReversed());
      }
      const shown = columns || choose(past.findLast((event) => choose(event).length > 0))[0].columns;
      return { columns: shown, rows: rows.slice(0, 30).map((row) => shown.map((column) => cell(column, row[column]))) };
    },
  };
}

/** A cell of Spark's: a number as one; how sure a model is as a bar, too. */
function cell(column, value) {
  if (value === undefined || value === null || value === "NULL" || value === "null") return null;
  if (column === "sure" && isNumber(Number(value))) {
    const bar = element("meter", { min: 0, max: 1, value, "aria-hidden": "true" });
    return element("span", {}, bar, " ", Number(value).toFixed(2));
  }
  return value !== "" && isNumber(Number(value)) && !/^0\d/.test(value) ? Number(value) : value;
}

const isMalformed = (table) => has(table, "malformed", "offset");
const raw = stream("records", tr("Last messages"), tr("The newest first."), (event) => tables(event, "partition", "offset").filter((table) => !isMalformed(table)));
const malformed = stream("malformed", tr("Malformed messages"), tr("Set apart; the newest first."), (event) => tables(event, "malformed", "offset"));

// --- maps of the weather ---

function temperatures(id, name, what, columns, key, at, title) {
  const all = (past) => {
    const values = new Map();
    for (const event of withTable(past, ...columns).slice(-60)) {
      for (const table of tables(event, ...columns)) {
        for (const row of records(table)) {
          const when = row.hour || row.fint;
          const value = parseFloat(row[what]);
          if (isNumber(value) && (!values.has(row[key]) || values.get(row[key]).when <= when)) values.set(row[key], { when, value });
        }
      }
    }
    return values;
  };
  return {
    id, size: "tall", depends: true,
    applies: (past) => maps.isThere() && withTable(past, ...columns).length > 0,
    caption: (past) => ({ title, note: tr("The newest value of each; up to %s UTC.", [...all(past).values()].map((each) => each.when).sort().at(-1)?.replace(/T(\d\d)Z$/, " $1:00") ?? "–") }),
    table: (past) => ({ columns: [name, tr("hour"), "°C"], rows: [...all(past)].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([place, { when, value }]) => [place, when, value]) }),
    option: (past, theme, size) => {
      const values = all(past);
      return {
        ...maps.axes(size),
        tooltip: tip(theme),
        visualMap: { type: "continuous", min: -5, max: 40, dimension: 2, seriesIndex: 1, orient: "horizontal", left: "center", bottom: 0, itemHeight: Math.min(180, size.width / 3), itemWidth: 12, calculable: false, text: ["40 °C", "−5"], inRange: { color: WARM }, textStyle: { color: theme.text, fontSize: theme.font } },
        series: [maps.land(theme), at(values, theme, size), maps.land(theme, 5)],
      };
    },
  };
}

const provinces = temperatures("provinces", tr("province"), "ta_mean", ["hour", "province", "ta_mean"], "province", (values, theme) => {
  const pieces = maps.provinces().filter(({ name }) => values.has(name));
  return {
    type: "custom", z: 2, animation: false, encode: { x: 0, y: 1, tooltip: 2 },
    data: pieces.map(({ name, line }) => ({ name, value: [...line[0], values.get(name).value] })),
    renderItem: (params, api) => ({
      type: "polygon", shape: { points: pieces[params.dataIndex].line.map((point) => api.coord(point)) },
      style: { fill: api.visual("color"), stroke: theme.card, lineWidth: 1 },
    }),
    tooltip: { formatter: ({ name, value }) => `${name} ${value[2]} °C` },
  };
}, tr("Mean temperature of the provinces"));

const stations = temperatures("stations", tr("station"), "ta", ["fint", "ubi", "ta"], "ubi", (values, theme, size) => ({
  type: "scatter", z: 3, animation: false, symbolSize: maps.dot(size), itemStyle: { borderColor: theme.soft, borderWidth: 0.5 },
  data: [...values].filter(([name]) => maps.place(name)).map(([name, { value }]) => ({ name, value: [...maps.place(name).at, value] })),
  tooltip: { formatter: ({ name, value }) => `${name} ${value[2]} °C` },
}), tr("Temperature of the stations"));

// --- clusters ---

const clustered = (past) => past.filter((event) => of(event, "clusters"));

/** Where each station was put last, and which have just changed. */
function assignments(past) {
  const where = new Map();
  let changed = [];
  for (const event of clustered(past).slice(-60)) {
    const before = new Map(where);
    for (const { number, stations } of of(event, "clusters").clusters) for (const name of stations) where.set(name, number);
    changed = event === last(past) ? [...where].filter(([name, number]) => before.has(name) && before.get(name) !== number).map(([name]) => name) : [];
  }
  return { where, changed, now: of(last(clustered(past)), "clusters") };
}

const clusters = {
  id: "clusters", size: "tall", depends: true,
  applies: (past) => maps.isThere() && clustered(past).length > 0,
  caption: (past) => {
    const { changed, now } = assignments(past);
    return { title: tr("Stations in the colour of their cluster"), note: tr("%s have just changed (ringed).", changed.length) + (now.k > now.clusters.length ? tr(" The first %s of %s clusters.", now.clusters.length, whole(now.k)) : "") };
  },
  table: (past) => {
    const { now } = assignments(past);
    return { columns: [tr("cluster"), tr("observations"), tr("such as")], rows: now.clusters.map((each) => [each.name, each.count, each.stations.slice(0, 8).join(" · ")]) };
  },
  option: (past, theme, size) => {
    const { where, changed, now } = assignments(past);
    const inCluster = new Map(now.clusters.map((each) => [each.number, []]));
    for (const [name, number] of where) if (maps.place(name) && inCluster.has(number)) inCluster.get(number).push({ name, value: maps.place(name).at });
    return {
      ...maps.axes(size), tooltip: { ...tip(theme), formatter: ({ name, seriesName }) => `${name}: ${seriesName}` },
      legend: { ...legend(theme), data: now.clusters.map((each) => each.name) },
      series: [
        maps.land(theme),
        ...now.clusters.map((each, at) => ({ type: "scatter", z: 3, animation: false, name: each.name, symbol: SHAPES[each.number % 4], symbolSize: maps.dot(size), color: colour(theme, each.number), data: inCluster.get(each.number), itemStyle: { opacity: 0.9 } })),
        { type: "scatter", z: 4, animation: false, silent: true, symbol: "circle", symbolSize: 2 * maps.dot(size), itemStyle: { color: "transparent", borderColor: theme.text, borderWidth: 2.5 }, data: changed.filter((name) => maps.place(name)).map((name) => maps.place(name).at) },
      ],
    };
  },
};

// --- k-means: what is prepared ---

/** How many observations lack which variable, of all batches that are kept. */
function lacking(past) {
  const all = past.map((event) => of(event, "lacking")).filter(Boolean);
  const sum = (what) => all.reduce((total, each) => total + what(each), 0);
  const observations = sum((each) => each.observations);
  const rows = all[0].lacking.map(([key], at) => {
    const count = sum((each) => each.lacking[at][1]);
    return [`${key}, ${VARIABLES[at]}`, count, observations === 0 ? 0 : (100 * count) / observations];
  });
  return { observations, incomplete: sum((each) => each.incomplete), imputed: sum((each) => each.imputed), rows };
}

const sensors = {
  id: "sensors", wide: true, size: "low",
  applies: (past) => past.some((event) => of(event, "lacking")) && !past.some((event) => ["scaling", "clusters", "centres"].some((kind) => of(event, kind))),
  caption: (past) => {
    const { observations, incomplete, imputed } = lacking(past);
    const fate = imputed > 0 ? tr(" %s of them get pressure from altitude.", whole(imputed)) : "";
    return { title: tr("Observations that lack a sensor"), note: tr("%s of %s lack one or more, of the batches kept here.", whole(incomplete), whole(observations)) + fate };
  },
  table: (past) => ({ columns: [tr("variable"), tr("observations without it"), tr("of 100")], rows: lacking(past).rows }),
  option: (past, theme) => {
    const { rows } = lacking(past);
    return {
      grid: { left: 24, right: 90, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", minInterval: 1, ...axisLook(theme) }, yAxis: { type: "category", inverse: true, data: rows.map((row) => row[0]), ...axisLook(theme), axisLabel: { color: theme.text, fontSize: theme.font } },
      series: [{ type: "bar", color: theme.fresh, data: rows.map((row) => row[1]), label: { show: true, position: "right", color: theme.text, fontSize: theme.font, formatter: ({ dataIndex }) => `${whole(rows[dataIndex][1])}, ${whole(rows[dataIndex][2])} %` } }],
    };
  },
};

const VARIABLES = [tr("temperature"), tr("humidity"), tr("pressure"), tr("wind")];
const UNITS = ["°C", "%", "hPa", "m/s"];
const PRESSURE = 2;

/** What k-means makes of vectors: the number of each one's cluster, from the sea to the mountains. */
function kmeans(vectors, k) {
  const distance = (one, other) => one.reduce((sum, value, at) => sum + (value - other[at]) ** 2, 0);
  const mean = (some) => some[0].map((_, at) => some.reduce((sum, vector) => sum + vector[at], 0) / some.length);
  const nearest = (vector, centres) => centres.reduce((best, centre, at) => (distance(vector, centre) < distance(vector, centres[best]) ? at : best), 0);
  // The first centre is that of all; the next is always the vector that is farthest from those there are
  let centres = [mean(vectors)];
  while (centres.length < k) {
    const far = vectors.map((vector) => distance(vector, centres[nearest(vector, centres)]));
    centres.push(vectors[far.indexOf(Math.max(...far))]);
  }
  for (let round = 0; round < 20; round++) {
    const found = vectors.map((vector) => nearest(vector, centres));
    centres = centres.map((centre, at) => {
      const members = vectors.filter((_, each) => found[each] === at);
      return members.length > 0 ? mean(members) : centre;
    });
  }
  centres.sort((one, other) => other[PRESSURE] - one[PRESSURE]);
  return vectors.map((vector) => nearest(vector, centres));
}

/** Each station's newest vector, in the units of the variables and scaled. */
function scalings(past) {
  const stations = new Map();
  for (const event of past.filter((each) => of(each, "scaling")).slice(-60)) {
    const { mean, deviation, stations: rows } = of(event, "scaling");
    for (const [name, ...scaled] of rows) if (scaled.every(isNumber)) stations.set(name, { scaled, unscaled: scaled.map((value, at) => value * deviation[at] + mean[at]) });
  }
  return stations;
}

/** Step 3's map: the stations as k-means would part them, by their values as they are or scaled. */
function parted(which, title, note) {
  const CLUSTERS = 4;
  const all = (past) => {
    const stations = [...scalings(past)];
    const numbers = kmeans(stations.map(([, values]) => values[which]), CLUSTERS);
    return Array.from({ length: CLUSTERS }, (_, number) => {
      const members = stations.filter((_, at) => numbers[at] === number);
      const means = VARIABLES.map((_, at) => members.reduce((sum, [, values]) => sum + values.unscaled[at], 0) / members.length);
      return { number, members, means, name: `${Math.round(means[PRESSURE])} hPa, ${Math.round(means[0])} °C` };
    }).filter((each) => each.members.length > 0);
  };
  return {
    id: "stations-" + which, size: "tall", depends: true,
    applies: (past) => maps.isThere() && scalings(past).size > CLUSTERS,
    caption: () => ({ title, note }),
    table: (past) => ({
      columns: [tr("cluster"), tr("stations"), ...VARIABLES.map((variable, at) => `${variable}, ${UNITS[at]}`), tr("such as")],
      rows: all(past).map(({ number, members, means }) => [`${number + 1}`, members.length, ...means, members.slice(0, 8).map(([name]) => name).join(" · ")]),
    }),
    option: (past, theme, size) => ({
      ...maps.axes(size, 60), tooltip: { ...tip(theme), formatter: ({ name, seriesName }) => `${name}: ${seriesName}` }, legend: { ...legend(theme), type: "plain" },
      series: [
        maps.land(theme),
        ...all(past).map(({ number, members, name }) => ({
          type: "scatter", z: 3, animation: false, name, symbol: SHAPES[number], symbolSize: maps.dot(size), color: colour(theme, number),
          data: members.filter(([station]) => maps.place(station)).map(([station]) => ({ name: station, value: maps.place(station).at })),
        })),
      ],
    }),
  };
}

const unscaled = parted("unscaled", tr("The stations, unscaled"), tr("As k-means with four clusters would part them, worked out by this page. In hPa and °C the pressure, that is the altitude, decides nearly alone."));
const scaled = parted("scaled", tr("The same stations, scaled"), tr("As the same k-means would part them when each variable counts as much as the others."));

/** The centres as lines, a chart for each variable. */
function centres(id, kind, title, note, units) {
  const all = (past) => past.filter((event) => of(event, kind) && of(event, kind).clusters.some((each) => each.centre)).slice(-100);
  const name = (each) => each.name || tr("cluster %s", each.number);
  return {
    id, size: "tall",
    applies: (past) => all(past).length > 0,
    caption: () => ({ title, note }),
    table: (past) => ({
      columns: [tr("cluster"), kind === "centres" ? tr("weight") : tr("observations"), ...VARIABLES.map((variable, at) => (units ? `${variable}, ${UNITS[at]}` : variable))],
      rows: of(last(all(past)), kind).clusters.map((each) => [name(each), each.count, ...each.centre.map((value) => (isNumber(value) ? value : null))]),
    }),
    option: (past, theme) => {
      const events = all(past);
      const shown = of(last(events), kind).clusters.slice(0, 12);
      const times = events.map(clock);
      return {
        legend: { ...legend(theme), data: shown.map(name) }, tooltip: { trigger: "axis", ...tip(theme) },
        title: VARIABLES.map((variable, at) => ({ text: units ? `${variable}, ${UNITS[at]}` : variable, left: at % 2 ? "52%" : "2%", top: at < 2 ? "0%" : "46%", textStyle: { color: theme.soft, fontSize: theme.font, fontWeight: "normal" } })),
        grid: VARIABLES.map((_, at) => ({ left: at % 2 ? "52%" : "2%", width: "46%", top: at < 2 ? "7%" : "53%", height: "36%", containLabel: true })),
        xAxis: VARIABLES.map((_, at) => ({ type: "category", gridIndex: at, data: times, ...axisLook(theme), axisLabel: { show: false } })),
        yAxis: VARIABLES.map((_, at) => ({ type: "value", scale: true, gridIndex: at, splitNumber: 3, ...axisLook(theme) })),
        series: VARIABLES.flatMap((_, at) =>
          shown.map((each) => ({
            type: "line", name: name(each), xAxisIndex: at, yAxisIndex: at, animation: false, symbol: SHAPES[each.number % 4], symbolSize: 6, showSymbol: times.length < 30, color: colour(theme, each.number), lineStyle: { width: 2.5 },
            data: events.map((event) => {
              const then = of(event, kind).clusters.find((other) => other.number === each.number);
              return then && then.centre && isNumber(then.centre[at]) ? then.centre[at] : null;
            }),
          })),
        ),
      };
    },
  };
}

const cost = {
  id: "cost",
  applies: (past) => past.some((event) => of(event, "cost")),
  caption: () => ({ title: tr("Cost: how far new observations are from their centres"), note: tr("Before the model learns from them. It falls after the first batch; weather of another hour is farther away.") }),
  all: (past) => past.filter((event) => of(event, "cost")).slice(-100),
  table(past) {
    return { columns: [tr("batch"), tr("cost")], rows: this.all(past).toReversed().map((event) => [clock(event), of(event, "cost").cost]) };
  },
  option(past, theme) {
    const all = this.all(past);
    return lines(theme, all.map(clock), [{ name: tr("cost"), data: all.map((event) => of(event, "cost").cost) }], { yAxis: { scale: false } });
  },
};

const shares = {
  id: "shares", wide: true, size: "low",
  applies: (past) => past.some((event) => of(event, "shares")),
  caption: () => ({ title: tr("What the distances between stations are made of"), note: tr("Each variable's share, unscaled and scaled.") }),
  all: (past) => of(latest(past, "shares"), "shares").shares,
  table(past) {
    return { columns: [tr("variable"), tr("unscaled, %"), tr("scaled, %")], rows: this.all(past) };
  },
  option(past, theme) {
    const all = this.all(past);
    const bar = (name, column, colour) => ({ type: "bar", name, color: colour, data: all.map((row) => (isNumber(row[column]) ? Math.round(row[column]) : null)), label: { show: true, position: "top", formatter: "{c} %", color: theme.text, fontSize: theme.font } });
    return {
      grid: { left: 8, right: 8, top: 24, bottom: 34, containLabel: true }, legend: legend(theme),
      xAxis: { type: "category", data: all.map((row) => row[0]), ...axisLook(theme) }, yAxis: { type: "value", max: 100, ...axisLook(theme) },
      series: [bar(tr("unscaled"), 1, theme.fresh), bar(tr("scaled"), 2, theme.accent)],
    };
  },
};

// --- the classifier ---

const tweets = stream("tweets", tr("Last tweets"), tr("What the account declares (lang), the language of the text, and how sure the model is."), (event) => tables(event, "language", "sure", "text"), ["lang", "language", "sure", "text"]);

/** (declared, found) -> tweets, of the batches that are kept here, or of the minutes. */
function confusions(past) {
  const sums = new Map();
  const add = (lang, language, count) => sums.set(`${lang} ${language}`, (sums.get(`${lang} ${language}`) || 0) + count);
  const minutes = byMinute(past);
  if (minutes.length > 0) {
    for (const row of minutes) for (const pair of ["es_es", "es_en", "en_en", "en_es"]) add(...pair.split("_"), Number(row[pair]) || 0);
  } else {
    for (const event of past) {
      for (const table of tables(event, "lang", "language", "count")) for (const row of records(table)) add(row.lang, row.language, Number(row.count) || 0);
    }
  }
  return [...sums].map(([pair, count]) => [...pair.split(" "), count]);
}

function byMinute(past) {
  const minutes = new Map();
  for (const event of past) for (const table of tables(event, "minute", "agreement", "es_en")) for (const row of records(table)) minutes.set(row.minute, row);
  return [...minutes.values()].sort((a, b) => (a.minute < b.minute ? -1 : 1));
}

const confusion = {
  id: "confusion",
  applies: (past) => confusions(past).length > 0,
  caption: () => ({ title: tr("Declared against written"), note: tr("Tweets by their account's language (rows) and the text's (columns), of the batches kept here.") }),
  table: (past) => ({ columns: [tr("declared"), tr("written"), tr("tweets")], rows: confusions(past) }),
  option: (past, theme) => {
    const all = confusions(past);
    const most = Math.max(...all.map((each) => each[2]), 1);
    const names = (at) => [...new Set(all.map((each) => each[at]))].sort((a, b) => ["es", "en", "und"].indexOf(a) - ["es", "en", "und"].indexOf(b)).slice(0, 12);
    const [rows, columns] = [names(0), names(1)];
    return {
      grid: { left: 8, right: 12, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "category", position: "top", data: columns, name: "", ...axisLook(theme), splitLine: { show: false } },
      yAxis: { type: "category", inverse: true, data: rows, ...axisLook(theme), splitLine: { show: false } },
      visualMap: { show: false, min: 0, max: most, inRange: { color: theme.dark ? ["#1a222c", "#0b5f92"] : ["#f3f8fc", "#7db8dc"] } },
      series: [{ type: "heatmap", animation: false, data: all.map(([lang, language, count]) => [columns.indexOf(language), rows.indexOf(lang), count]).filter(([x, y]) => x >= 0 && y >= 0), label: { show: true, color: theme.text, fontSize: theme.font + 3, formatter: ({ value }) => whole(value[2]) }, itemStyle: { borderColor: theme.card, borderWidth: 2 } }],
    };
  },
};

const agreement = {
  id: "agreement",
  applies: (past) => byMinute(past).length > 0 || withTable(past, "lang", "language", "count").length > 0,
  caption: (past) => ({ title: byMinute(past).length > 0 ? tr("Agreement by minute") : tr("Agreement by batch"), note: tr("Share of the tweets whose text is in the language that their account declares.") }),
  all: (past) => {
    const minutes = byMinute(past);
    if (minutes.length > 0) return minutes.map((row) => [row.minute.slice(11, 16), parseFloat(row.agreement), Number(row.tweets)]);
    return withTable(past, "lang", "language", "count").map((event) => {
      const rows = tables(event, "lang", "language", "count").flatMap(records).filter((row) => row.language !== "und");
      const sum = (some) => some.reduce((total, row) => total + Number(row.count), 0);
      return [clock(event), sum(rows) === 0 ? NaN : sum(rows.filter((row) => row.lang === row.language)) / sum(rows), sum(rows)];
    });
  },
  table(past) {
    return { columns: [tr("time"), tr("agreement"), tr("tweets")], rows: this.all(past).toReversed().map(([time, share, count]) => [time, isNumber(share) ? share : null, count]) };
  },
  option(past, theme) {
    const all = this.all(past);
    return lines(theme, all.map((each) => each[0]), [{ name: tr("agreement, %"), showSymbol: true, data: all.map((each) => (isNumber(each[1]) ? Math.round(each[1] * 1000) / 10 : null)) }], { yAxis: { scale: false, max: 100 } });
  },
};

// --- any other table, and the batches themselves ---

const CLAIMED = [["window", "word", "count"], ["partition", "offset"], ["hour", "province", "ta_mean"], ["language", "sure", "text"], ["lang", "language", "count"], ["minute", "agreement", "es_en"]];
const isOther = (table) => table.kind === "table" && !CLAIMED.some((columns) => has(table, ...columns)) && !(has(table, "word", "count") && table.columns.length === 2);

const other = {
  id: "table", wide: true,
  applies: (past) => past.some((event) => event.shown.some(isOther)),
  newest(past) {
    const all = past.flatMap((event) => event.shown.filter(isOther));
    return all.findLast((table) => table.rows.length > 0) || last(all);
  },
  caption(past) {
    return { title: tr("Table of the batch"), note: this.newest(past).title };
  },
  table(past) {
    const { columns, rows } = this.newest(past);
    return { columns, rows: rows.slice(0, 40).map((row) => columns.map((column, at) => cell(column, row[at]))) };
  },
};

const batches = {
  id: "batches", wide: true, size: "low",
  applies: () => true,
  caption: () => ({ title: tr("Batches"), note: tr("Time that each took, red beyond the interval; and the rows that came in.") }),
  table: (past) => ({ columns: [tr("batch"), tr("rows"), "ms", tr("waited, ms"), tr("rows in the state")], rows: past.toReversed().map((event) => [clock(event), event.numbers.rows, event.numbers.processing, event.numbers.delay ?? null, event.numbers.state ?? null]) }),
  option: (past, theme) => {
    const all = past.slice(-100);
    const interval = last(past).numbers.interval;
    return {
      grid: { left: 8, right: 8, top: 28, bottom: 34, containLabel: true }, legend: legend(theme), tooltip: { trigger: "axis", ...tip(theme) },
      xAxis: { type: "category", data: all.map(clock), ...axisLook(theme) },
      yAxis: [
        { type: "value", name: "ms", ...axisLook(theme) },
        { type: "value", name: tr("rows"), ...axisLook(theme), splitLine: { show: false } },
      ],
      series: [
        { type: "bar", name: tr("processing time"), animation: false, color: theme.accent, data: all.map(({ numbers }) => ({ value: numbers.processing, itemStyle: { color: interval && numbers.processing > interval ? theme.bad : theme.accent } })),
          markLine: interval ? { symbol: "none", silent: true, animation: false, lineStyle: { color: theme.soft, type: "dashed" }, label: { formatter: tr("interval"), position: "insideEndTop", color: theme.soft }, data: [{ yAxis: interval }] } : undefined },
        { type: "line", name: tr("rows"), yAxisIndex: 1, animation: false, showSymbol: false, color: theme.fresh, lineStyle: { width: 2.5 }, data: all.map(({ numbers }) => numbers.rows) },
      ],
    };
  },
};

export const pictures = [
  top, besides, courses, windows, provinces, stations, sensors,
  unscaled, scaled, clusters, centres("centres", "clusters", tr("Centres of the clusters, batch by batch"), tr("In the units of the variables."), true),
  centres("scaled", "centres", tr("Centres of the clusters, batch by batch"), tr("Scaled: 0 is the mean of a variable, 1 its deviation."), false), cost, shares,
  agreement, confusion, tweets, malformed, raw, offsets, other, batches,
];
