import type { Cancel, Clock } from '../ports/clock.ts';

/** By how much each clock moved since they were last known to agree. */
export type ClockJump = { readonly wallMs: number; readonly monotonicMs: number };

const everyMs = 500;
const toleratedMs = 1000;

/** Compares wall and monotonic clock twice a second and tells when one has run more than a second away from the other (RG3). */
export function watchClock(clock: Clock, onJump: (jump: ClockJump) => void): Cancel {
  let last = look(clock);
  let cancel: Cancel;
  const tick = () => {
    const now = look(clock);
    const jump = { wallMs: now.wallMs - last.wallMs, monotonicMs: now.monotonicMs - last.monotonicMs };
    cancel = clock.after(everyMs, tick);
    if (Math.abs(jump.wallMs - jump.monotonicMs) <= toleratedMs) return;
    last = now;
    onJump(jump);
  };
  cancel = clock.after(everyMs, tick);
  return () => {
    cancel();
  };
}

function look(clock: Clock): ClockJump {
  return { wallMs: clock.now().getTime(), monotonicMs: Number(clock.monotonic() / 1_000_000n) };
}
