// The page: its views, then what keeps them up to date.

import "./header/header.js";
import "./header/notice.js";
import "./clock/clock.js";
import "./clusters/clusters.js";
import "./lanes/lanes.js";
import "./calls/calls.js";
import "./rules/rules.js";
import "./scenario/scenario.js";
import "./snapshots/snapshots.js";
import "./editor/editor.js";

import "./base/toast.js";
import { start } from "./base/sync.js";
import { followAddress } from "./base/go.js";
import { followTheme } from "./base/theme.js";

followTheme();
followAddress();
start();
