// SPDX-License-Identifier: Apache-2.0
// The behaviours every page has; each is a module of its own.
import "./keys.js";
import "./fill.js";
import "./drafts.js";
import "./attention.js";
import "./fold.js";
import "./hints.js";
