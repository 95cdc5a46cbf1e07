// The signs of marks, drawn here since a font may lack them. 12 by 12, filled unless they are lines.

import { s } from "../base/dom.js";

/** @type {Record<string, {path: string, isLine?: boolean, label: string}>} */
export const SIGNS = {
  call: { path: "M6 1.5 10.500 6 6 10.500 1.500 6z", label: "call" },
  refused: { path: "M6 1.500 10.500 6 6 10.500 1.500 6z", label: "call that was refused" },
  broken: {
    path: "M6 1.500 10.500 6 6 10.500 1.500 6zM3.700 6h4.600",
    isLine: true,
    label: "call without an answer",
  },
  fault: { path: "M7 .8 2.500 6.800h3l-.8 4.400L9.500 5h-3.200z", label: "rule acted" },
  failed: { path: "M2.500 2.500l7 7M9.500 2.500l-7 7", isLine: true, label: "failed" },
  canceled: {
    path: "M6 1.700a4.300 4.300 0 1 0 0 8.600 4.300 4.300 0 0 0 0-8.600zM3 9l6-6",
    isLine: true,
    label: "canceled",
  },
  lost: { path: "M1.500 3h9L6 10z", label: "lost" },
  back: { path: "M1.500 9.500h9L6 2.500z", label: "node back" },
  gone: {
    path: "M6 2.200a3.800 3.800 0 1 0 0 7.600 3.800 3.800 0 0 0 0-7.600z",
    isLine: true,
    label: "gone",
  },
  ready: { path: "M6 2.200a3.800 3.800 0 1 0 0 7.600 3.800 3.800 0 0 0 0-7.600z", label: "ready" },
  action: { path: "M2 2.800h8L6 9.600z", isLine: true, label: "planned action" },
  moved: { path: "M1 6h9M6 2l4 4-4 4", isLine: true, label: "pods made elsewhere" },
  forced: { path: "M2.500 2.500h7v7h-7z", isLine: true, label: "done by hand" },
};

/**
 * The sign of a kind of mark; hidden from screen readers, since what has it has a label.
 * @param {string} kind
 * @returns {SVGElement}
 */
export function sign(kind) {
  const { path, isLine = false } = SIGNS[kind] ?? SIGNS.call;
  return s(
    "svg",
    { class: isLine ? "sign is-line" : "sign", viewBox: "0 0 12 12", "aria-hidden": "true" },
    s("path", { d: path }),
  );
}
