import { View } from "../base/view.js";

class Editor extends View {
  static watches = ["scenario"];
}

customElements.define("cs-editor", Editor);
