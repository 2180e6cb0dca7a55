// SPDX-License-Identifier: Apache-2.0
// 线路 The seat's line in the browser: SIP over a WebSocket, speech by WebRTC (SIP.js).
import { SessionManager } from "../../vendor/sip/platform/web/index.js";

const AGAIN = 2000;

export async function begin(server, seat, ear, bell, tell, expected) {
  let call = null;
  const over = () => {
    bell(false);
    call = null;
    tell({ call: "", held: false, muted: false, from: "" });
  };
  const manager = new SessionManager(server, {
    aor: `sip:${seat.seat}@${seat.domain}`,
    userAgentOptions: { authorizationUsername: seat.seat, authorizationPassword: seat.word, logLevel: "error" },
    media: { constraints: { audio: true, video: false }, remote: { audio: ear } },
    reconnectionAttempts: 0,
    delegate: {
      onRegistered: () => tell({ line: "registered" }),
      onUnregistered: () => tell({ line: "lost" }),
      onServerDisconnect: () => {
        tell({ line: "lost" });
        setTimeout(connect, AGAIN);
      },
      onCallReceived: (session) => {
        if (call) return manager.decline(session);
        call = session;
        const own = !session.request.getHeader("X-Yingda-Call");
        if (own && expected()) return manager.answer(session);
        bell(true);
        tell({ call: "ringing", from: masked(session.remoteIdentity.uri.user ?? "") });
      },
      onCallAnswered: () => {
        bell(false);
        tell({ call: "talking" });
      },
      onCallHangup: over,
    },
  });
  async function connect() {
    try {
      await manager.connect();
      await manager.register();
    } catch {
      tell({ line: "lost" });
      setTimeout(connect, AGAIN);
    }
  }
  await microphone(tell);
  await connect();
  return {
    answer: () => call && manager.answer(call),
    hang: () => call && manager.hangup(call),
    hold: async (held) => {
      await (held ? manager.hold(call) : manager.unhold(call));
      return true;
    },
    mute: (muted) => {
      if (muted) manager.mute(call);
      else manager.unmute(call);
      return true;
    },
    press: (digit) => call?.sessionDescriptionHandler?.sendDtmf(digit),
  };
}

const masked = (number) => (number.length >= 8 ? `${number.slice(0, 3)}****${number.slice(-4)}` : number);

async function microphone(tell) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    stream.getTracks().forEach((track) => track.stop());
  } catch {
    tell({ line: "silent" });
  }
}
