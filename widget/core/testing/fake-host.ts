import type { Host, KeyShelf, SessionMemory } from '../host.ts';
import { FakeClock } from './fake-clock.ts';

/** What a tab keeps, in a map that a test can look into. */
export function fakeMemory(kept = new Map<string, string>()): SessionMemory {
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
  };
}

/** Keys in a map. */
export function fakeKeys(kept = new Map<string, CryptoKeyPair>()): KeyShelf {
  return {
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    put: (name, keys) => {
      kept.set(name, keys);
      return Promise.resolve();
    },
  };
}

/** A host without a browser's powers: its clock stands, its ids count, its server answers nothing. */
export function fakeHost(parts: Partial<Host> = {}): Host & { readonly clock: FakeClock } {
  let count = 0;
  const clock = new FakeClock();
  return {
    server: 'https://chat.example',
    random: {
      id: () => `00000000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`,
      secret: () => 'S'.repeat(43),
      fraction: () => 0,
    },
    memory: fakeMemory(),
    keys: fakeKeys(),
    devices: {
      problem: 'unsupported',
      open: () => Promise.reject(new TypeError('no devices')),
      list: () => Promise.resolve([]),
      onChange: () => () => undefined,
    },
    fetch: (path) => Promise.reject(new TypeError(`nothing at ${path}`)),
    onWake: () => () => undefined,
    ...parts,
    clock,
  };
}
