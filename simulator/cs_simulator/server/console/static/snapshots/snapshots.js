import { View } from "../base/view.js";

class Snapshots extends View {
  static watches = ["snapshots"];
}

customElements.define("cs-snapshots", Snapshots);
