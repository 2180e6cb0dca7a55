// SPDX-License-Identifier: Apache-2.0
// 大屏 The behaviours of the board: looking again, keeping what was opened, the whole screen.
import "./poll.js";
import "./full.js";
