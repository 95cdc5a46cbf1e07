// The menu on a lane, a bar or a mark: what can be done to what it shows.

import { copy } from "../base/copy.js";
import { millis, shortened, timeOfDay } from "../base/format.js";
import { openTab, select } from "../base/go.js";
import { store } from "../base/store.js";
import { describe } from "./describe.js";
import { fail, finish, hold, lose, moveClock } from "./actions.js";

/** So many calls of one mark are listed; zooming in shows the others. */
const MOST_CALLS = 8;

/**
 * The items of the menu.
 * @param {import("./chart.js").Opened} opened
 * @param {import("./chart.js").LaneChart} chart
 * @returns {(import("../base/menu.js").Item | null)[]}
 */
export function menuOf({ lane, place, isTouch }, chart) {
  const groups = place?.isMark
    ? [markItems(place), nodeItems(lane, chart.now)]
    : [
        place ? stepItems(lane, place.items[0], chart.now) : labelItems(lane, chart.now),
        nodeItems(lane, chart.now),
        clusterItems(lane, chart),
        place ? [] : ownItems(lane),
      ];
  const looking = [
    place && { label: "Zoom to it", icon: "search", act: () => zoomTo(place, chart) },
  ];
  return [isTouch && place ? cardItems(place, chart.now) : [], ...groups, looking]
    .map((items) => items.filter(Boolean))
    .filter((items) => items.length)
    .flatMap((items, index) => (index ? [null, ...items] : items));
}

/** A finger does not hover: what the card says stands in the menu. */
function cardItems(place, now) {
  const { title, lines } = describe(place, now);
  return [title, ...lines].map((label) => ({ label, disabled: true }));
}

const OPEN = new Set(["running", "held", "expected"]);

/** Of a bar: hold or release what is under way, end its task, move the clock to its end. */
function stepItems(lane, item, now) {
  const { task_id: taskId, instance_id: instanceId, ended } = item.data;
  const isHeld = item.status === "held";
  const step = (isHeld || item.status === "running") && {
    label: isHeld ? `Release ${item.name}` : `Hold ${item.name}`,
    icon: isHeld ? "play" : "hold",
    act: () => hold(lane.clusterId, taskId, instanceId, !isHeld),
  };
  const end = ended &&
    item.end > now && {
      label: "Move the clock to its end",
      detail: timeOfDay(ended),
      icon: "next",
      act: () => moveClock(millis(ended)),
    };
  return [step, end, ...(OPEN.has(item.status) ? taskItems(lane.clusterId, taskId) : [])];
}

/** Of the label of a lane: what can be done to the step that is under way there, or to a task that is not over. */
function labelItems(lane, now) {
  if (lane.kind === "rule")
    return [{ label: "Show the rule", icon: "rule", act: () => select({ rule: lane.label }) }];
  if (lane.kind === "calls")
    return [{ label: "Open the calls", icon: "call", act: () => openTab("calls") }];
  const step = lane.items.find((item) => item.status === "running" || item.status === "held");
  if (step) return stepItems(lane, step, now);
  if (lane.kind !== "task") return [];
  const { task_id: taskId } = lane.data;
  const task = taskOf(lane.clusterId, taskId);
  // The lane and the clusters are read one after the other: the task is over if one of them says so.
  const isOver = lane.items.length && !lane.items.some((item) => OPEN.has(item.status));
  return task && !ENDED.has(task.state) && !isOver ? taskItems(lane.clusterId, taskId) : [];
}

/** Of the label of what belongs to a cluster: at least to select that, and to copy its own id. */
function ownItems(lane) {
  if (lane.kind === "cluster" || !lane.clusterId) return [];
  const { task_id: task, instance_id: instance, group_id: group } = lane.data;
  const id = { task, node: instance, pool: group }[lane.kind];
  return [
    store.state.selected.cluster !== lane.clusterId && {
      label: "Select its cluster",
      icon: "check",
      act: () => select({ cluster: lane.clusterId }),
    },
    id && {
      label: `Copy the id of the ${lane.kind}`,
      icon: "copy",
      detail: shortened(id),
      act: () => copy(id, "The id"),
    },
  ];
}

const ENDED = new Set(["success", "failed", "canceled"]);

function taskOf(clusterId, taskId) {
  return store.state.clusters.get(clusterId)?.tasks.find((one) => one.task_id === taskId);
}

function taskItems(clusterId, taskId) {
  const name = taskOf(clusterId, taskId)?.operation ?? "";
  return [
    {
      label: "Finish the task now",
      detail: name,
      icon: "check",
      act: () => finish(clusterId, taskId),
    },
    {
      label: "Fail the task with a code…",
      icon: "cross",
      isDangerous: true,
      act: () => fail(clusterId, taskId, name),
    },
  ];
}

/** Of a node that has joined: lose it, or bring it back. */
function nodeItems(lane, now) {
  const isNow = (item) =>
    !item.isMark && item.status === "state" && item.start <= now && (item.end ?? Infinity) > now;
  const state = lane.kind === "node" ? lane.items.find(isNow)?.name : "";
  const act = (isLost) => () => lose(lane.clusterId, lane.data.instance_id, isLost);
  return [
    state === "ready" && {
      label: "Lose the node",
      detail: lane.label,
      icon: "lost",
      isDangerous: true,
      act: act(true),
    },
    state === "lost" && {
      label: "Bring the node back",
      detail: lane.label,
      icon: "up",
      act: act(false),
    },
  ];
}

function clusterItems(lane, chart) {
  if (lane.kind !== "cluster") return [];
  const isFolded = chart.collapsed.has(lane.clusterId);
  return [
    store.state.selected.cluster !== lane.clusterId && {
      label: "Select the cluster",
      icon: "check",
      act: () => select({ cluster: lane.clusterId }),
    },
    {
      label: isFolded ? "Show its tasks and nodes" : "Hide its tasks and nodes",
      icon: isFolded ? "down" : "right",
      act: () => chart.fold(lane),
    },
  ];
}

/** Of marks: the calls and the rules that they stand for. */
function markItems(place) {
  const seen = new Set();
  const found = [];
  for (const { data, name, start } of place.items) {
    const { request_id: call, rule } = data;
    if (call && !seen.has(call))
      found.push({
        label: name || "Show the call",
        detail: timeOfDay(start),
        icon: "call",
        act: () => showCall(call),
      });
    if (rule && !seen.has(rule))
      found.push({ label: `Show rule ${rule}`, icon: "rule", act: () => select({ rule }) });
    seen.add(call).add(rule);
  }
  return found.slice(0, MOST_CALLS);
}

/** @param {string} call */
export function showCall(call) {
  select({ call });
  if (store.state.tab !== "calls") openTab("timeline");
}

function zoomTo(place, chart) {
  const end = Number.isFinite(place.end) ? place.end : Math.max(chart.now, place.start);
  const room = Math.max((end - place.start) * 0.1, 1_000);
  chart.window.show(place.start - room, end + room);
}
