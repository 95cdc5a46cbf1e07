import { View } from "../base/view.js";

class Scenario extends View {
  static watches = ["scenario"];
}

customElements.define("cs-scenario", Scenario);
