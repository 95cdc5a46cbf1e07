// Wheel, drag and pinch on the tracks, as zooming and panning of the time window.

/** A pointer that moved less than so many pixels has clicked. */
const CLICK = 4;

/**
 * Have an element's pointers and its wheel move the time window.
 * @param {HTMLElement} element
 * @param {object} moves
 * @param {(event: MouseEvent) => number} moves.x the pixel of the tracks under a pointer
 * @param {(factor: number, x: number) => void} moves.zoom
 * @param {(pixels: number) => void} moves.pan
 * @param {(event: WheelEvent) => boolean} moves.wheelZooms whether a plain wheel zooms there
 * @param {(event: MouseEvent) => void} moves.click a press without a drag
 * @returns {void}
 */
export function listen(element, moves) {
  element.addEventListener("wheel", (event) => wheel(event, moves), { passive: false });
  new Drag(element, moves);
}

/** Shift and sideways: pan; Ctrl, ⌘ and Alt: zoom; else what the element says. */
function wheel(event, { x, zoom, pan, wheelZooms }) {
  const unit = [1, 16, 400][event.deltaMode] ?? 1;
  const sideways = event.deltaX || (event.shiftKey ? event.deltaY : 0);
  if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
    event.preventDefault();
    pan(sideways * unit);
  } else if (event.ctrlKey || event.metaKey || event.altKey || wheelZooms(event)) {
    event.preventDefault();
    // A pinch on a touchpad comes as a wheel with Ctrl and small deltas.
    zoom(
      Math.exp((-event.deltaY * unit) / (event.ctrlKey && Math.abs(event.deltaY) < 20 ? 60 : 320)),
      x(event),
    );
  }
}

/** One pointer pans, two zoom about what is between them. */
class Drag {
  constructor(element, moves) {
    this.element = element;
    this.moves = moves;
    /** @type {Map<number, number>} the pixel of each pointer that is down */
    this.down = new Map();
    this.travel = 0;
    element.addEventListener("pointerdown", (event) => this.start(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    element.addEventListener("pointerup", (event) => this.end(event));
    element.addEventListener("pointercancel", (event) => this.end(event));
    // Not with pointerup: a menu that opens then is closed by the same press.
    element.addEventListener("click", (event) => this.travel < CLICK && moves.click(event));
  }

  /** @param {PointerEvent} event */
  start(event) {
    if (event.button !== 0) return;
    if (!this.down.size) this.travel = 0;
    this.down.set(event.pointerId, this.moves.x(event));
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.down.get(event.pointerId);
    if (before === undefined) return;
    const x = this.moves.x(event);
    this.travel += Math.abs(x - before);
    if (this.travel < CLICK && this.down.size === 1) return;
    // Only now, since a click of a captured pointer would miss the bar beneath it.
    if (!this.element.hasPointerCapture(event.pointerId))
      this.element.setPointerCapture(event.pointerId);
    this.element.classList.add("is-dragged");
    this.down.set(event.pointerId, x);
    const other = [...this.down].find(([pointer]) => pointer !== event.pointerId)?.[1];
    if (other === undefined) this.moves.pan(before - x);
    else this.pinch(other, before, x);
  }

  pinch(other, before, x) {
    const [was, is] = [Math.max(Math.abs(before - other), 8), Math.max(Math.abs(x - other), 8)];
    this.moves.zoom(is / was, (before + other) / 2);
    this.moves.pan((before - x) / 2);
  }

  /** @param {PointerEvent} event */
  end(event) {
    if (this.down.delete(event.pointerId) && !this.down.size)
      this.element.classList.remove("is-dragged");
  }
}
