import { toBase64url } from '@jawort/shared/crypto/base64url';
import type { Clock, Devices, Host, KeyShelf, Random, SessionMemory } from './core/host.ts';
import type { DeviceProblem } from './core/types.ts';
import { uuidV7 } from './core/uuid-v7.ts';

const answerMs = 8000;

/** The browser as the headless client sees it, talking to the server at `server`. */
export function browserHost(server: string): Host {
  return {
    server,
    clock: browserClock,
    random: browserRandom,
    memory: sessionMemory(),
    keys: keyShelf(),
    devices: browserDevices,
    fetch: (path) =>
      fetch(`${server}${path}`, { credentials: 'omit', signal: AbortSignal.timeout(answerMs) }),
    onWake,
  };
}

/** The languages the person reads, most wanted first. */
export function preferredLanguages(): readonly string[] {
  return navigator.languages;
}

/** Whether somebody can see the page now. */
export function isPageVisible(): boolean {
  return document.visibilityState === 'visible';
}

/** Makes the browser ask before the page is left, until the returned function is called. */
export function warnBeforeLeaving(): () => void {
  const warn = (event: Event) => event.preventDefault();
  window.addEventListener('beforeunload', warn);
  return () => window.removeEventListener('beforeunload', warn);
}

/** Hands the person a text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

const browserRandom: Random = {
  id: () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
  secret: () => toBase64url(crypto.getRandomValues(new Uint8Array(32))),
  fraction: () => Math.random(),
};

function onWake(listener: () => void): () => void {
  const seen = () => {
    if (isPageVisible()) listener();
  };
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', seen);
  };
}

// Browsers throw on sessionStorage itself, or on each write, where a person has turned storage off.
function sessionMemory(): SessionMemory {
  const spare = new Map<string, string>();
  const attempt = <Value>(task: () => Value): Value | undefined => {
    try {
      return task();
    } catch {
      return undefined;
    }
  };
  return {
    get: (name) => spare.get(name) ?? attempt(() => sessionStorage.getItem(`jawort.${name}`)) ?? null,
    set(name, value) {
      const stored = attempt(() => (sessionStorage.setItem(`jawort.${name}`, value), true));
      if (!stored) spare.set(name, value);
    },
    remove(name) {
      spare.delete(name);
      attempt(() => sessionStorage.removeItem(`jawort.${name}`));
    },
  };
}

const browserDevices: Devices = {
  get problem(): DeviceProblem | null {
    if (!window.isSecureContext) return 'insecure-origin';
    return 'mediaDevices' in navigator && 'RTCPeerConnection' in window ? null : 'unsupported';
  },
  open: (constraints) => navigator.mediaDevices.getUserMedia(constraints),
  list: () => navigator.mediaDevices.enumerateDevices(),
  onChange(listener) {
    navigator.mediaDevices.addEventListener('devicechange', listener);
    return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
  },
};

// What was put or found once is at hand without waiting for IndexedDB again, as a withdrawal needs it (EV2).
function keyShelf(): KeyShelf {
  const spare = new Map<string, CryptoKeyPair>();
  return {
    async get(name) {
      const known = spare.get(name) ?? (await inKeys('readonly', (keys) => keys.get(name)).catch(() => null));
      if (known) spare.set(name, known);
      return known ?? null;
    },
    async put(name, keys) {
      spare.set(name, keys);
      await inKeys('readwrite', (store) => store.put(keys, name)).catch(() => undefined);
    },
  };
}

// Only key pairs are ever put into this store.
async function inKeys<Result>(
  mode: IDBTransactionMode,
  task: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<CryptoKeyPair | undefined> {
  const opening = indexedDB.open('jawort', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
  const database = await done(opening);
  try {
    const result: unknown = await done(task(database.transaction('keys', mode).objectStore('keys')));
    return result as CryptoKeyPair | undefined;
  } finally {
    database.close();
  }
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new TypeError('IndexedDB failed'));
  });
}
