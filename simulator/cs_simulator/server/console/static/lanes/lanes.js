import { View } from "../base/view.js";

class Lanes extends View {
  static watches = ["picture"];
}

customElements.define("cs-lanes", Lanes);
