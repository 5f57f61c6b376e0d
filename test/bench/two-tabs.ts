import type { Browser, Page } from 'playwright-core';

/**
 * Milliseconds from "accept" to the first remote frame between two tabs that exchange their descriptions directly, without any server:
 * the floor of what a call's set-up can take in this browser. The caller's camera is on already, as when a call rings.
 */
export async function twoTabs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const [caller, callee] = [await context.newPage(), await context.newPage()];
  try {
    await Promise.all([caller.goto(url), callee.goto(url)]);
    const offer = await caller.evaluate(makeOffer);
    return await accept(caller, callee, offer);
  } finally {
    await context.close();
  }
}

async function accept(caller: Page, callee: Page, offer: string): Promise<number> {
  await caller.evaluate(takeAnswer, await callee.evaluate(answerOffer, offer));
  return callee.evaluate(firstFrame);
}

type Tab = { connection: RTCPeerConnection; frame: Promise<number> };
type TabWindow = Window & { tab: Tab };

async function makeOffer(): Promise<string> {
  const connection = new RTCPeerConnection();
  (window as unknown as TabWindow).tab = { connection, frame: Promise.resolve(0) };
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of media.getTracks()) connection.addTrack(track, media);
  await connection.setLocalDescription();
  await new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) resolve();
    };
  });
  return connection.localDescription?.sdp ?? '';
}

async function answerOffer(sdp: string): Promise<string> {
  const start = performance.now();
  const connection = new RTCPeerConnection();
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const frame = new Promise<number>((resolve) => {
    video.requestVideoFrameCallback((now) => {
      resolve(now - start);
    });
  });
  connection.ontrack = ({ track }) => {
    if (track.kind !== 'video') return;
    video.srcObject = new MediaStream([track]);
    void video.play();
  };
  (window as unknown as TabWindow).tab = { connection, frame };
  await connection.setRemoteDescription({ type: 'offer', sdp });
  await connection.setLocalDescription();
  await new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) resolve();
    };
  });
  return connection.localDescription?.sdp ?? '';
}

async function takeAnswer(sdp: string): Promise<void> {
  await (window as unknown as TabWindow).tab.connection.setRemoteDescription({ type: 'answer', sdp });
}

function firstFrame(): Promise<number> {
  return (window as unknown as TabWindow).tab.frame;
}
