import { setImmediate } from 'node:timers/promises';

/** Resolves when `holds` says so; asks again each time something else has had its turn. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setImmediate();
}
