import { View } from "../base/view.js";

class Rules extends View {
  static watches = ["rules"];
}

customElements.define("cs-rules", Rules);
