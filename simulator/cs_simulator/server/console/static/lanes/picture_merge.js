// Parts of a picture put together: the rows that belong to no cluster, from what came one by one.

/** The control plane draws as many calls. */
const MOST_CALLS = 2_000;

/** @param {Map<string, any[]>} picture @returns {any[]} the rows of no cluster */
export function aboveRows(picture) {
  return picture.get("") ?? [];
}

/**
 * The rows with the marks of further calls, and of the rules that acted on them.
 * @param {any[]} rows
 * @param {any[]} calls as events have them
 * @returns {any[]}
 */
export function withCalls(rows, calls) {
  if (!calls.length) return rows;
  const before = rows.find((row) => row.kind === "calls");
  const known = new Set((before?.marks ?? []).map((mark) => mark.request_id));
  const fresh = calls.filter((call) => !known.has(call.request_id));
  const marks = [...(before?.marks ?? []), ...fresh.map(callMark)].slice(-MOST_CALLS);
  const row = { ...emptyRow("calls", "calls", "calls"), ...before, marks };
  let changed = [row, ...rows.filter((one) => one.kind !== "calls")];
  for (const call of fresh) {
    for (const fault of call.faults) changed = withRule(changed, fault, call);
  }
  return changed;
}

/** @param {any} call @returns {any} its mark, as the control plane makes it */
function callMark(call) {
  const answer = call.status ? [call.status, call.code] : ["no answer", call.code];
  const text = `${call.method} ${call.path}: ${answer.filter(Boolean).join(" ")}`;
  const kind = call.status ? (call.status < 400 ? "call" : "refused") : "broken";
  return {
    at: call.time,
    kind,
    text,
    request_id: call.request_id,
    rule: call.faults[0]?.split(":")[0] ?? null,
    task_id: call.task_id,
  };
}

/** @param {any[]} rows @param {string} fault `rule:kind` @param {any} call */
function withRule(rows, fault, call) {
  const [rule, kind] = fault.split(":");
  const mark = {
    at: call.time,
    kind: "fault",
    text: `${rule}: ${kind}`,
    request_id: call.request_id,
    rule,
    task_id: call.task_id,
  };
  return placed(rows, rule, (marks) => [...marks, mark]);
}

/** The row of a rule changed; made after the other rules if there is none. */
function placed(rows, rule, change) {
  const id = `rule:${rule}`;
  const before = rows.find((row) => row.id === id) ?? emptyRow(id, "rule", rule);
  const row = { ...before, marks: change(before.marks) };
  row.note = timesText(row.marks.length);
  if (rows.includes(before)) return rows.map((one) => (one === before ? row : one));
  const next = rows.findIndex((one) => one.kind === "actions");
  return next < 0 ? [...rows, row] : rows.toSpliced(next, 0, row);
}

function emptyRow(id, kind, label) {
  return {
    id,
    kind,
    label,
    note: "",
    cluster_id: null,
    group_id: null,
    task_id: null,
    instance_id: null,
    bars: [],
    marks: [],
  };
}

function timesText(number) {
  return number === 1 ? "once" : `${number} times`;
}

/**
 * The rows with what a picture of one cluster says of rules and of planned actions.
 * @param {any[]} rows
 * @param {any[]} fresh the rows above, in the picture of the cluster
 * @param {any[]} own rows of the cluster
 * @returns {any[]}
 */
export function withRules(rows, fresh, own) {
  const tasks = new Set(
    own.flatMap((row) => [row.task_id, ...row.bars.map((bar) => bar.task_id)]).filter(Boolean),
  );
  const actions = fresh.filter((row) => row.kind === "actions");
  let changed = [...rows.filter((row) => row.kind !== "actions"), ...actions];
  for (const row of changed.filter((one) => one.kind === "rule")) {
    if (
      fresh.some((one) => one.id === row.id) ||
      !row.marks.some((mark) => tasks.has(mark.task_id))
    )
      continue;
    changed = placed(changed, row.label, (marks) =>
      marks.filter((mark) => !tasks.has(mark.task_id)),
    );
  }
  for (const row of fresh.filter((one) => one.kind === "rule")) {
    const requests = new Set(row.marks.map((mark) => mark.request_id).filter(Boolean));
    const isOther = (mark) => !tasks.has(mark.task_id) && !requests.has(mark.request_id);
    const merge = (marks) =>
      [...marks.filter(isOther), ...row.marks].sort((a, b) => (a.at < b.at ? -1 : 1));
    changed = placed(changed, row.label, merge);
  }
  return changed.filter((row) => row.kind !== "rule" || row.marks.length);
}
