// What answers: version, folder, database and process of the simulator.

import { control } from "../base/control.js";
import { copyButton } from "../base/copy.js";
import { openDialog } from "../base/dialog.js";
import { h, replace } from "../base/dom.js";
import { store } from "../base/store.js";

/**
 * Replica, folder, database and process in one line.
 * @param {any} server
 * @returns {string}
 */
export function placeOf(server) {
  const folder = server.folder.split("/").filter(Boolean).pop() ?? "/";
  const database = server.database.replace(`${server.folder}/`, "");
  const inFolder = database.startsWith("/") || database === ":memory:";
  const place = inFolder
    ? `${folder} · ${database === ":memory:" ? "in memory" : database}`
    : `${folder}/${database}`;
  const replica = server.replica ? `replica ${server.replica} · ` : "";
  return `${replica}${place} · process ${server.pid}`;
}

/** Show all of it. */
export function openAbout() {
  const { server } = store.state;
  if (!server) return;
  const problems = h("div", { class: "stack" });
  openDialog({
    title: `cs-simulator ${server.version}`,
    content: [
      h(
        "dl",
        { class: "about" },
        rows([
          ["Address", location.origin],
          ...replicaRow(server),
          ["Folder", server.folder],
          [
            "Database",
            server.database === ":memory:" ? "in memory: nothing is kept" : server.database,
          ],
          ["Process", String(server.pid)],
          [
            "Signatures",
            SIGNATURES[/** @type {keyof typeof SIGNATURES} */ (server.auth)] ?? server.auth,
          ],
        ]),
      ),
      problems,
    ],
    extra: [copyButton("Copy the address", () => location.origin, "The address")],
  });
  showProblems(problems);
}

const SIGNATURES = {
  none: "not verified",
  log: "verified, and what is wrong is logged",
  enforce: "verified, and wrong ones are refused",
};

/** @param {any} server @returns {[string, string][]} */
const replicaRow = ({ replica }) => (replica ? [["Replica", replica]] : []);

/** @param {[string, string][]} pairs */
function rows(pairs) {
  return pairs.map(([name, value]) => [h("dt", null, name), h("dd", { class: "mono" }, value)]);
}

/**
 * Show what does not work at present.
 * @param {HTMLElement} place
 */
async function showProblems(place) {
  const health = await control.get("health").catch(() => ({ problems: {}, internal_errors: 0 }));
  const found = Object.entries({ ...health.problems, ...health.damaged_tenants });
  const errors = health.internal_errors
    ? [["errors of the simulator itself", `${health.internal_errors}; see its log`]]
    : [];
  replace(
    place,
    [...found, ...errors].map(([name, why]) => h("p", { class: "problem" }, `${name}: ${why}`)),
  );
}
