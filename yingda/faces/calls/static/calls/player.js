// SPDX-License-Identifier: Apache-2.0
// 播放 Plays a recording along its waveform: click to seek, keys, speed; words jump to their place.
const STEP = 5;

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(s).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${tail}` : `${m}:${tail}`;
}

function attach(part) {
  const audio = part.querySelector("audio");
  if (!audio || part.dataset.attached) return;
  part.dataset.attached = "1";
  const find = (name) => part.querySelector(`[data-${name}]`);
  const [wave, played, at, play, speed] = ["wave", "played", "at", "play", "speed"].map(find);
  const length = () => Number(part.dataset.seconds) || audio.duration || 1;
  const wide = wave.viewBox.baseVal.width;
  const words = [play.textContent, play.dataset.playing];

  audio.hidden = true;
  part.querySelector(".player").hidden = false;

  function show() {
    played.setAttribute("width", (audio.currentTime / length()) * wide);
    at.textContent = clock(audio.currentTime);
    wave.setAttribute("aria-valuenow", audio.currentTime.toFixed(1));
    wave.setAttribute("aria-valuetext", at.textContent);
    play.textContent = words[audio.paused ? 0 : 1];
    play.setAttribute("aria-pressed", String(!audio.paused));
    if (!audio.paused) requestAnimationFrame(show);
  }
  function seek(seconds) {
    audio.currentTime = Math.min(Math.max(0, seconds), length() - 0.05);
    show();
  }
  function toggle() {
    if (audio.paused) audio.play();
    else audio.pause();
  }
  const keys = {
    " ": toggle, Enter: toggle, ArrowLeft: () => seek(audio.currentTime - STEP),
    ArrowRight: () => seek(audio.currentTime + STEP), Home: () => seek(0), End: () => seek(length()),
  };

  for (const name of ["play", "pause", "seeked", "ended", "timeupdate"]) audio.addEventListener(name, show);
  play.addEventListener("click", toggle);
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
  wave.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * length());
    wave.focus();
  });
  wave.addEventListener("keydown", (event) => {
    const act = !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  part.addEventListener("click", (event) => {
    const word = event.target.closest("[data-jump]");
    if (word) seek(Number(word.dataset.jump));
  });
  play.focus({ preventScroll: true });
}

const all = (root) => [...root.querySelectorAll("[data-player]"), ...(root.matches?.("[data-player]") ? [root] : [])];
all(document).forEach(attach);
document.addEventListener("htmx:load", (event) => all(event.target).forEach(attach));
