import { replace } from "../base/dom.js";
import { timeOfDay } from "../base/format.js";
import { View } from "../base/view.js";

class Clock extends View {
  static watches = ["clock"];

  update(state) {
    if (state.clock) replace(this, timeOfDay(state.clock.now));
  }
}

customElements.define("cs-clock", Clock);
