import { toBase64url } from '@jawort/shared/crypto/base64url';
import type { Host } from '@jawort/widget/core/host';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** What a {@link nodeHost} is made for. */
export type NodeHostOptions = {
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What a tab keeps over a reload. */
  readonly memory?: Map<string, string>;
};

/** The headless client's host without a browser: real time, memory for storage, no devices. */
export function nodeHost({ server, headers, memory = new Map() }: NodeHostOptions): Host {
  const keys = new Map<string, CryptoKeyPair>();
  return {
    server,
    headers,
    clock: {
      now: () => Date.now(),
      after(ms, task) {
        const timer = setTimeout(task, ms);
        return () => {
          clearTimeout(timer);
        };
      },
    },
    random: { id: () => v7(), secret: () => toBase64url(randomBytes(32)), fraction: () => 0 },
    memory: {
      get: (name) => memory.get(name) ?? null,
      set: (name, value) => void memory.set(name, value),
      remove: (name) => void memory.delete(name),
    },
    keys: {
      get: async (name) => keys.get(name) ?? null,
      put: async (name, pair) => void keys.set(name, pair),
    },
    devices: {
      problem: 'unsupported',
      open: () => Promise.reject(new Error('no devices')),
      list: async () => [],
      onChange: () => () => undefined,
    },
    fetch: (path) => fetch(`${server}${path}`, { signal: AbortSignal.timeout(8000) }),
    onWake: () => () => undefined,
  };
}
