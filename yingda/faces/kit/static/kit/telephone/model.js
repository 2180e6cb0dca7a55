// SPDX-License-Identifier: Apache-2.0
// 现况 What the stream has told of this officer's seat, as the bar shows it. Nothing is guessed.
export function model(takes) {
  return { takes, post: null, seats: new Map(), calls: new Map(), up: true, waiting: {}, line: {} };
}

export function heard(state, event, told) {
  if (event === "all") {
    state.post = told.post;
    state.waiting = told.waiting;
    state.seats = new Map(told.seats.map((one) => [one.name, one.state]));
    state.calls = new Map(told.calls.map((one) => [one.name, one.state]));
    state.up = told.switches.some((one) => one.state.up && (!told.post || one.switch === told.post.switch));
  } else if (event === "switch") {
    if (!state.post || state.post.switch === told.switch) state.up = told.state?.up ?? false;
  } else if (event === "waiting") {
    state.waiting = told;
  } else if (event === "seat" || event === "call") {
    const known = event === "seat" ? state.seats : state.calls;
    if (told.state) known.set(told.name, told.state);
    else known.delete(told.name);
  }
}

// The call that is at the officer's seat: [id, state] or none.
export function callOf(state) {
  const seat = state.post?.seat;
  if (!seat) return null;
  const at = (call) => (call.seat === seat || call.also === seat) && /ringing|talking/.test(call.phase);
  return [...state.calls].find(([, call]) => at(call)) || null;
}

export function stateOf(state) {
  if (!state.post) return "off";
  if (!state.up) return "down";
  const seat = state.seats.get(state.post.seat);
  const call = callOf(state);
  if (state.line.call === "ringing" || (call && call[1].phase === "ringing" && call[1].seat === state.post.seat)) return "ringing";
  if (state.line.call === "talking" || call || seat?.state === "talking") return state.line.held ? "held" : "talking";
  if (seat?.state === "ringing") return "ringing";
  if (!state.takes) return state.line.line === "registered" ? "aside" : "away";
  if (!seat || seat.state === "away") return "away";
  return seat.paused ? "paused" : "idle";
}
