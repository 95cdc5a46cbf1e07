import { View } from "../base/view.js";

class Calls extends View {
  static watches = ["journal"];
}

customElements.define("cs-calls", Calls);
