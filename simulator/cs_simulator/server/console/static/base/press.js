// Nothing is drawn anew under a pointer that is pressed: an element that is taken away, or moves,
// between press and release gets no click.

/** @type {Element | null} */
let pressed = null;
/** @type {(() => void)[]} */
let waiting = [];

addEventListener("pointerdown", (event) => event.button === 0 && press(event.target), true);
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, release, true);
// One that was let go where the page does not see it.
addEventListener("pointermove", (event) => event.buttons || release(), true);

/** @param {EventTarget | null} target */
function press(target) {
  pressed = target instanceof Element ? target : null;
}

function release() {
  if (!pressed) return;
  pressed = null;
  const held = waiting;
  waiting = [];
  // Not at once: the click is still to come.
  requestAnimationFrame(() => held.forEach((act) => act()));
}

/**
 * Do something that changes what is in an element, or once the pointer in it has been let go.
 * @param {Element} element
 * @param {() => void} act
 */
export function onceReleased(element, act) {
  if (pressed && element.contains(pressed)) waiting.push(act);
  else act();
}
