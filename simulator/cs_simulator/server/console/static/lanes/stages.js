// The colours of bars: the same stage has the same one everywhere, states have those of their meaning.

/** As many as there are tokens `--stage-1` and so on. */
const COLOURS = 6;

// In the order in which they follow each other, so that neighbours differ.
const STAGES = [
  "ecs",
  "boot",
  "eip",
  "route",
  "init",
  "join",
  "prepare_resources",
  "control_plane",
  "addons",
  "slb",
  "security_group",
  "release_eip",
  "prepare",
  "replace_disk",
  "cordon",
  "drain",
  "remove",
  "update",
  "pre_check",
  "upgrade_control_plane",
  "upgrade_addons",
  "precheck",
  "upgrade",
  "repair",
  "leave_slb",
  "delete_route",
  "delete_eip",
  "stop_ecs",
  "remove_node",
  "delete_ecs",
  "delete_resources",
  "delete_security_group",
  "delete_slb",
  "delete_record",
  "delete_scaling_group",
  "migrate",
];

const GOOD = new Set(["running", "active", "ready"]);
const BAD = new Set(["failed", "delete_failed", "lost", "unavailable"]);
const QUIET = new Set(["inactive", "disconnected", "wait", "deleted", "nodes"]);

/**
 * The class of a bar's colour: `stage-3`, or `state-good`, `state-bad`, `state-quiet`, `state-busy`.
 * @param {import("./model.js").Item} item
 * @returns {string}
 */
export function colourOf(item) {
  if (item.status === "state" || QUIET.has(item.name)) return `state-${meaning(item.name)}`;
  return `stage-${stageNumber(item.data.stage || item.name)}`;
}

/** @param {string} state @returns {string} */
function meaning(state) {
  if (GOOD.has(state)) return "good";
  if (BAD.has(state)) return "bad";
  return QUIET.has(state) ? "quiet" : "busy";
}

/** A stage that is not known gets a colour by its letters. @param {string} stage @returns {number} */
function stageNumber(stage) {
  const known = STAGES.indexOf(stage);
  if (known >= 0) return (known % COLOURS) + 1;
  const sum = [...stage].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (sum % COLOURS) + 1;
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
  "state-good": "running, ready",
  "state-busy": "changing",
  "state-bad": "failed, lost",
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
