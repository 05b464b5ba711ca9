// Spain on a chart: its outline, stations as points, provinces as the land around their stations.

const COSINE = Math.cos((40 * Math.PI) / 180); // a degree of longitude is shorter than one of latitude
const CANARIES_NORTH = 30;

let spain = null;

fetch("/spain.json")
  .then((answer) => answer.json())
  .then((all) => {
    const places = new Map(all.stations.map((each) => [each.name, { ...each, at: project(each.longitude, each.latitude) }]));
    const outline = Object.entries(all.outline).map(([name, line]) => ({ name, line: line.map(([lon, lat]) => project(lon, lat)) }));
    const provinces = Object.entries(all.provinces).flatMap(([name, pieces]) => pieces.map((line) => ({ name, line: line.map(([lon, lat]) => project(lon, lat)) })));
    spain = { places, outline, provinces };
    window.dispatchEvent(new Event("spain"));
  });

export const isThere = () => spain !== null;
export const place = (name) => spain.places.get(name);

/** Flat coordinates; the Canary Islands are moved to a frame of their own in the south-east. */
function project(lon, lat) {
  return lat < CANARIES_NORTH ? [(lon + 18.4) * 0.62 * COSINE + 0.55, (lat - 27.4) * 0.62 + 35.25] : [lon * COSINE, lat];
}

const FRAME = { west: -7.5, east: 3.75, south: 35.0, north: 44.05 };

/** Axes on which a kilometre is the same in both directions; the legend has so many pixels below. */
export function axes({ width, height }, below = 35) {
  const wide = FRAME.east - FRAME.west;
  const high = FRAME.north - FRAME.south;
  const scale = Math.max(wide / Math.max(width, 1), high / Math.max(height - below - 5, 1));
  const moreX = (scale * width - wide) / 2;
  const moreY = (scale * (height - below - 5) - high) / 2;
  const hidden = { type: "value", show: false };
  return {
    grid: { left: 0, right: 0, top: 5, bottom: below },
    xAxis: { ...hidden, min: FRAME.west - moreX, max: FRAME.east + moreX },
    yAxis: { ...hidden, min: FRAME.south - moreY, max: FRAME.north + moreY },
  };
}

/** How large a station is drawn. */
export const dot = ({ width }) => (width < 450 ? 6 : 9);

/** The pieces of the provinces: not their real borders, but the land around their stations. */
export const provinces = () => spain.provinces;

/** The land with its provinces, below everything else; or the coast alone, above. */
export function land(theme, z = 1) {
  const box = [[0.45, 35.1], [2.98, 35.1], [2.98, 36.6], [0.45, 36.6], [0.45, 35.1]];
  const closed = (line) => [...line, line[0]];
  const shapes = spain.outline.map(({ name, line }) => ({ line: name === "Africa" ? line : closed(line), style: { stroke: theme.soft, lineWidth: 1 } }));
  shapes.push({ line: box, style: { stroke: theme.soft, lineWidth: 0.5 } });
  if (z === 1) shapes.unshift(...spain.provinces.map(({ line }) => ({ line: closed(line), style: { fill: theme.land, stroke: theme.card, lineWidth: 1 } })));
  return {
    type: "custom", silent: true, animation: false, z, data: shapes.map((_, at) => [at]), encode: { x: -1, y: -1 },
    renderItem: (params, api) => {
      const { line, style } = shapes[params.dataIndex];
      return { type: style.fill ? "polygon" : "polyline", shape: { points: line.map((point) => api.coord(point)) }, style: { fill: "none", ...style } };
    },
  };
}
