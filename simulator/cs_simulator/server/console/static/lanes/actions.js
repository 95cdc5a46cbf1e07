// What can be done to steps, tasks and nodes from the lanes: each is a request to the control plane.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { instant, timeOfDay } from "../base/format.js";
import { refresh, refreshCluster } from "../base/sync.js";
import { toast } from "../base/toast.js";
import { refreshPicture } from "./picture_feed.js";

/** Codes with which a task of the service fails; others may be typed. */
const CODES = [
  "OperationDenied.NoStock",
  "QuotaExceed.ElasticQuota",
  "InvalidAccountStatus.NotEnoughBalance",
  "Throttling",
  "InternalError",
];

/** @param {"tasks" | "nodes"} kind @param {string} id @param {any} body @param {string} clusterId */
async function patch(kind, id, body, clusterId) {
  await control.send("PATCH", `${kind}/${encodeURIComponent(id)}`, body);
  refreshCluster(clusterId);
  refresh("clock", "verdicts");
  refreshPicture(clusterId);
}

/**
 * Hold or release what is under way.
 * @param {string} clusterId
 * @param {string} taskId
 * @param {string | null} instanceId of one node; null for the task itself
 * @param {boolean} isHeld
 */
export function hold(clusterId, taskId, instanceId, isHeld) {
  const body = instanceId ? { is_held: isHeld, instance_id: instanceId } : { is_held: isHeld };
  return patch("tasks", taskId, body, clusterId);
}

/** End a task well, at once. @param {string} clusterId @param {string} taskId */
export function finish(clusterId, taskId) {
  return patch("tasks", taskId, { state: "success" }, clusterId);
}

/**
 * Ask for a code, and end a task with it.
 * @param {string} clusterId
 * @param {string} taskId
 * @param {string} operation what the task is of
 */
export function fail(clusterId, taskId, operation) {
  const list = h(
    "datalist",
    { id: "lanes-codes" },
    CODES.map((code) => h("option", { value: code })),
  );
  const code = h("input", {
    name: "code",
    value: CODES[0],
    required: true,
    list: "lanes-codes",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 128,
    pattern: "[A-Za-z0-9._\\-]+",
    title: "Letters, digits, dots, dashes and underscores",
  });
  const message = h("input", { name: "message", autocomplete: "off" });
  openDialog({
    title: "Fail the task",
    content: [
      h("p", null, `${operation || "The task"} (${taskId}) ends at once, for all its nodes.`),
      h("label", { class: "field" }, "Error code", code, list),
      h("label", { class: "field" }, "Message (optional)", message),
    ],
    action: "Fail the task",
    isDangerous: true,
    submit: () => {
      const text = message.value.trim();
      const body = { state: "failed", code: code.value.trim(), ...(text && { message: text }) };
      return patch("tasks", taskId, body, clusterId);
    },
  });
}

/** Make a node unreachable, or reachable again. @param {string} clusterId @param {string} instanceId @param {boolean} isLost */
export function lose(clusterId, instanceId, isLost) {
  return patch("nodes", instanceId, { is_lost: isLost }, clusterId);
}

/** Move the clock forward, and say what has been done on the way. @param {number} at milliseconds */
export async function moveClock(at) {
  const { now, ran } = await control.send("POST", "clock/advance", { to: instant(at) });
  refresh("clock");
  toast(`It is ${timeOfDay(now)}: ${ran === 1 ? "1 step was" : `${ran} steps were`} run.`, "good");
}
