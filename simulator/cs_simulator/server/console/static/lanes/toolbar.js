// Controls above the lanes: how much of time is shown, and whether it goes along with now.

import { h, icon } from "../base/dom.js";

/** @type {[string, number, string][]} */
const SPANS = [
  ["1h", 3_600_000, "One hour"],
  ["10m", 600_000, "Ten minutes"],
  ["1m", 60_000, "One minute"],
];

/**
 * The controls of a chart.
 * @param {import("./chart.js").LaneChart} chart
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function toolbar(chart) {
  const button = (label, title, act) =>
    h(
      "button",
      { type: "button", class: "small", title, "aria-label": title, onclick: act },
      label,
    );
  const all = button("All", "Show everything that is known", () => chart.window.all());
  const spans = SPANS.map(([label, span, title]) =>
    button(label, `${title}, along with now`, () => chart.window.follow(span)),
  );
  const follow = button("Now", "Go along with now", () => chart.window.follow());
  const out = button(icon("minus"), "Zoom out", () => chart.window.zoom(1 / 1.5));
  const closer = button(icon("add"), "Zoom in", () => chart.window.zoom(1.5));
  const update = () => {
    const { mode } = chart.window;
    all.setAttribute("aria-pressed", String(mode === "all"));
    follow.setAttribute("aria-pressed", String(mode === "follow"));
  };
  return {
    element: h(
      "div",
      { class: "zoom", role: "group", "aria-label": "Zoom" },
      all,
      spans,
      out,
      closer,
      follow,
    ),
    update,
  };
}
