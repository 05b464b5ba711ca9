// Spain on a chart: its outline, stations as points, provinces as the land around their stations.

const COSINE = Math.cos((40 * Math.PI) / 180); // a degree of longitude is shorter than one of latitude
const CANARIES_NORTH = 30;

let spain = null;
let cells = null;

fetch("/spain.json")
  .then((answer) => answer.json())
  .then((all) => {
    const places = new Map(all.stations.map((each) => [each.name, { ...each, at: project(each.longitude, each.latitude) }]));
    const outline = Object.entries(all.outline).map(([name, line]) => ({ name, line: line.map(([lon, lat]) => project(lon, lat)) }));
    spain = { places, outline, stations: [...places.values()] };
    window.dispatchEvent(new Event("spain"));
  });

export const isThere = () => spain !== null;
export const place = (name) => spain.places.get(name);

/** Flat coordinates; the Canary Islands are moved to a frame of their own in the south-east. */
function project(lon, lat) {
  return lat < CANARIES_NORTH ? [(lon + 18.4) * 0.62 * COSINE + 0.55, (lat - 27.4) * 0.62 + 35.25] : [lon * COSINE, lat];
}

const FRAME = { west: -7.5, east: 3.75, south: 35.0, north: 44.05 };

/** Axes on which a kilometre is the same in both directions. */
export function axes({ width, height }) {
  const wide = FRAME.east - FRAME.west;
  const high = FRAME.north - FRAME.south;
  const scale = Math.max(wide / Math.max(width, 1), high / Math.max(height - 40, 1));
  const moreX = (scale * width - wide) / 2;
  const moreY = (scale * (height - 40) - high) / 2;
  const hidden = { type: "value", show: false };
  return {
    grid: { left: 0, right: 0, top: 5, bottom: 35 },
    xAxis: { ...hidden, min: FRAME.west - moreX, max: FRAME.east + moreX },
    yAxis: { ...hidden, min: FRAME.south - moreY, max: FRAME.north + moreY },
  };
}

/** The land, below everything else; or with nothing but its outline, above. */
export function land(theme, z = 1) {
  const box = [[0.45, 35.1], [2.98, 35.1], [2.98, 36.6], [0.45, 36.6], [0.45, 35.1]];
  const shapes = [...spain.outline, { name: "frame", line: box }];
  return {
    type: "custom", silent: true, animation: false, z, data: shapes.map((_, at) => [at]), encode: { x: -1, y: -1 },
    renderItem: (params, api) => {
      const { name, line } = shapes[params.dataIndex];
      const open = name === "Africa" || name === "frame";
      return {
        type: open ? "polyline" : "polygon",
        shape: { points: line.map((point) => api.coord(point)) },
        style: { fill: open || z > 1 ? "none" : theme.land, stroke: theme.soft, lineWidth: name === "frame" ? 0.5 : 1 },
      };
    },
  };
}

/** The land in small fields, each with the province of the nearest station. */
export function fields() {
  if (cells) return cells;
  cells = [];
  const size = 0.075;
  for (const { name, line } of spain.outline) {
    if (name === "Africa") continue;
    const xs = line.map((point) => point[0]);
    const ys = line.map((point) => point[1]);
    for (let y = Math.min(...ys); y < Math.max(...ys); y += size) {
      let begun = null;
      for (let x = Math.min(...xs); x < Math.max(...xs) + size; x += size) {
        const centre = [x + size / 2, y + size / 2];
        const province = inside(centre, line) ? nearest(centre).province : null;
        if (begun && begun.province !== province) {
          cells.push(begun);
          begun = null;
        }
        if (province) {
          if (begun) begun.width += size;
          else begun = { province, x, y, width: size, height: size };
        }
      }
      if (begun) cells.push(begun);
    }
  }
  return cells;
}

function nearest([x, y]) {
  let best = null;
  let least = Infinity;
  for (const station of spain.stations) {
    const distance = (station.at[0] - x) ** 2 + (station.at[1] - y) ** 2;
    if (distance < least) {
      least = distance;
      best = station;
    }
  }
  return best;
}

function inside([x, y], line) {
  let odd = false;
  for (let at = 0, before = line.length - 1; at < line.length; before = at++) {
    const [ax, ay] = line[at];
    const [bx, by] = line[before];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
