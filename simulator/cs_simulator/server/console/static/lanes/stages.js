// The colours of bars, as the picture names them, and what the legend says of them.

/**
 * The class of a bar's colour.
 * @param {import("./model.js").Item} item
 * @returns {string}
 */
export function colourOf(item) {
  return `colour-${item.data.colour}`;
}

/**
 * What the legend has to explain: the stages among the items, each once, as they first begin.
 * @param {import("./model.js").Lane[]} lanes
 * @param {number} most
 * @returns {{name: string, colour: string}[]}
 */
export function legendOf(lanes, most) {
  const found = new Map();
  for (const lane of lanes) {
    for (const item of lane.items) {
      if (item.isMark || item.status === "state" || found.has(item.name)) continue;
      found.set(item.name, colourOf(item));
      if (found.size === most) break;
    }
  }
  const names = Map.groupBy(found.keys(), (name) => found.get(name));
  return [...names].map(([colour, same]) => ({ name: same.join(", "), colour }));
}

const OF_STATES = {
  "colour-good": "running, ready",
  "colour-busy": "changing",
  "colour-warn": "not available",
  "colour-bad": "failed, lost",
};

/**
 * What the legend has to explain of states: the meanings of their colours, as far as they are there.
 * @param {import("./model.js").Lane[]} lanes
 * @returns {{name: string, colour: string}[]}
 */
export function statesOf(lanes) {
  const found = new Set();
  for (const lane of lanes) {
    for (const item of lane.items)
      if (!item.isMark && item.status === "state") found.add(colourOf(item));
  }
  return Object.entries(OF_STATES)
    .filter(([colour]) => found.has(colour))
    .map(([colour, name]) => ({ name, colour }));
}
