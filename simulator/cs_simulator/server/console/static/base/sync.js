// Keeps the store as the simulator is: one request for everything, then what the events say.

import { events } from "./events.js";
import { known, loseConnection, newJournal, readAgain, readNow } from "./readers.js";
import { refresh, refreshCluster, refreshCounts } from "./reading.js";
import { store } from "./store.js";
import { TOKEN_GIVEN } from "./token.js";

export { refresh, refreshCluster };

const FIRST_WAIT = 250; // milliseconds until a simulator that does not answer is asked again
const LONGEST_WAIT = 4_000;

let stop = () => {};
let begun = 0;

/** Begin to follow the simulator; another tenant is followed as soon as it is chosen. */
export function start() {
  store.subscribe(["tenant"], begin);
  addEventListener(TOKEN_GIVEN, begin);
  begin();
}

/** Follow the tenant that is shown from the beginning. */
export async function begin() {
  stop();
  stop = () => {};
  begun += 1;
  const mine = begun;
  store.set({ connection: "starting", problem: "" });
  newJournal();
  if (!(await readUntilThere(mine))) return;
  stop = events.follow(known.position, {
    opened: () => store.set({ connection: "live" }),
    lost: () => resume(mine),
  });
}

/**
 * Read everything, again and again until it can be read.
 * @param {number} mine
 * @returns {Promise<boolean>} whether it is still wanted
 */
async function readUntilThere(mine) {
  let wait = FIRST_WAIT;
  while (!(await readAgain())) {
    if (mine !== begun) return false;
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
  if (mine === begun) refresh("verdicts");
  return mine === begun;
}

/**
 * The connection was cut. What was missed is asked for, unless numbers have begun anew since.
 * @param {number} mine
 * @returns {Promise<string | undefined>} the position to go on from, if it is another one
 */
async function resume(mine) {
  loseConnection();
  const before = known.world;
  await readUntilThere(mine);
  return known.world === before ? undefined : known.position;
}

events.on("call", (call) => {
  const { journal } = store.state;
  if (call.number > journal.last) {
    store.set({ journal: { ...journal, total: journal.total + 1, last: call.number } });
  }
  refreshCounts();
  if (call.method === "GET") return;
  refresh("clock");
  refreshCluster(call.cluster_id);
});
for (const kind of ["state", "step", "event"]) {
  events.on(kind, (event) => {
    refreshCounts();
    refresh("clock");
    refreshCluster(event.cluster_id);
  });
}
events.on("clock", (clock) => store.set({ clock: readNow(clock) }));
events.on("change", ({ what }) => {
  refresh("scenario", "clock");
  if (what.includes("journal")) newJournal();
});
events.on("reset", () => {
  newJournal();
  refresh("state");
});

// Other programs change what makes no event: it is read again when somebody comes back to the page.
addEventListener("focus", () => refresh("tenants", "snapshots"));
// A page that is hidden is held up by the browser: it may have come late with what it read.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") refresh("clock", "clusters", "scenario");
});
