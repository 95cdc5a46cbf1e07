import { View } from "../base/view.js";

class Clusters extends View {
  static watches = ["clusters"];
}

customElements.define("cs-clusters", Clusters);
