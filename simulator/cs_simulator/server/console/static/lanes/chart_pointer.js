// Mouse, pen and fingers on the lanes and on their axis.

import { listen } from "./gestures.js";
import { focusOn, noteFocus } from "./reaching.js";

/** @param {import("./chart.js").LaneChart} chart */
export function listenToPointers(chart) {
  const { axis, window } = chart;
  const { grid, scroller } = chart.rows;
  const x = (event) => event.clientX - axis.element.getBoundingClientRect().left;
  const moves = {
    x,
    zoom: (factor, at) => window.zoom(factor, Math.max(at, 0)),
    pan: (pixels) => {
      chart.card.hide();
      window.pan(pixels);
    },
  };
  listen(scroller, {
    ...moves,
    wheelZooms: () => !canScroll(scroller),
    click: (event) => press(chart, event),
  });
  listen(axis.element, {
    ...moves,
    wheelZooms: () => true,
    click: (event) => chart.go?.(window.scale.at(x(event))),
  });

  axis.element.addEventListener("pointermove", (event) =>
    axis.point(window.scale.at(x(event)), chart.drawing),
  );
  axis.element.addEventListener("pointerleave", () => axis.point(null, chart.drawing));
  axis.element.addEventListener("blur", () => axis.point(null, chart.drawing));
  axis.nowText.addEventListener("click", () => window.follow());

  grid.addEventListener("contextmenu", (event) => {
    const opened = chart.at(event.target);
    if (!opened) return;
    event.preventDefault();
    chart.open({
      ...opened,
      pointer: event.button === 2 ? { x: event.clientX, y: event.clientY } : null,
    });
  });
  tellOf(chart);
}

/** A press on a bar, a mark or a label; on the label of a cluster it folds and unfolds. */
function press(chart, event) {
  const opened = chart.at(event.target);
  if (!opened) return;
  const { lane, place } = opened;
  focusOn(chart, { lane: lane.id, key: place?.key ?? "", at: place?.start ?? null });
  const onIcon = event.target instanceof Element && event.target.closest(".icon");
  if (lane.kind === "cluster" && !place && onIcon) chart.fold(lane);
  else
    chart.open({
      ...opened,
      pointer: { x: event.clientX, y: event.clientY },
      isClick: true,
      isTouch: event.pointerType === "touch",
    });
}

/** Show the card for what is under the pointer, and for what gets the focus by the keyboard. */
function tellOf(chart) {
  const { card } = chart;
  const { grid, scroller } = chart.rows;
  const show = (target, x) => {
    const opened = chart.at(target);
    if (!opened?.place) return card.hide();
    const box = opened.element.getBoundingClientRect();
    return card.show(
      opened.place,
      opened.element,
      x ?? box.left + Math.min(box.width, 120) / 2,
      chart.now,
    );
  };
  grid.addEventListener(
    "pointerover",
    (event) => event.pointerType !== "touch" && show(event.target, event.clientX),
  );
  grid.addEventListener("pointerleave", () => card.hide());
  grid.addEventListener("focusin", (event) => {
    noteFocus(chart, event.target);
    if (event.target.matches(":focus-visible")) show(event.target);
  });
  grid.addEventListener("focusout", () => card.hide());
  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop !== chart.rows.scrolledTo) card.hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && card.hide());
}

/** Whether a wheel has something to scroll there: the rows, or the page in one column. */
function canScroll(scroller) {
  const page = document.scrollingElement ?? document.documentElement;
  return (
    scroller.scrollHeight > scroller.clientHeight + 1 || page.scrollHeight > page.clientHeight + 1
  );
}
