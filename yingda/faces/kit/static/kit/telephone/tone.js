// SPDX-License-Identifier: Apache-2.0
// 铃声 The bell: one second on, two off, while it rings. A browser may want one click before it lets
// a page be heard: `mute` says so, `wake` is that click.
export function bell() {
  const context = new AudioContext();
  let timer = 0;
  const once = () => {
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(new GainNode(context, { gain: 0.15 })).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 1);
  };
  const ring = (on) => {
    clearInterval(timer);
    if (!on) return;
    once();
    timer = setInterval(once, 3000);
  };
  return { ring, wake: () => context.resume(), mute: () => context.state === "suspended" };
}
