import type { DeviceProblem } from './types.ts';

/** Wall clock and timers. */
export interface Clock {
  /** Milliseconds since the epoch, as `Date.now` gives them. */
  now(): number;
  /** Calls `task` once after `ms` milliseconds unless the returned function is called first. */
  after(ms: number, task: () => void): () => void;
}

/** Fresh, unguessable values. */
export interface Random {
  /** A UUID v7 (RFC 9562 §5.7). */
  id(): string;
  /** 256 random bits as base64url. */
  secret(): string;
  /** A number from 0 up to, not including, 1; for jitter only. */
  fraction(): number;
}

/** What lasts as long as the tab: MUST NOT throw, MAY be memory only where the browser gives no storage. */
export interface SessionMemory {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
}

/** Keeps key pairs whose private half never leaves the browser; falls back to memory, MUST NOT reject. */
export interface KeyShelf {
  get(name: string): Promise<CryptoKeyPair | null>;
  put(name: string, keys: CryptoKeyPair): Promise<void>;
}

/** Cameras and microphones. */
export interface Devices {
  /** What keeps any of them from being used here, known without asking anybody. */
  readonly problem: DeviceProblem | null;
  /** As `getUserMedia`: rejects with the browser's `DOMException`. */
  open(constraints: MediaStreamConstraints): Promise<MediaStream>;
  list(): Promise<readonly MediaDeviceInfo[]>;
  /** Told when one was plugged in or out, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** All that the headless client needs of the browser; in the widget and the console `widget/host.ts` gives it. */
export interface Host {
  /** The server's origin, without a slash at its end. */
  readonly server: string;
  /** What each handshake has to say of itself where there is no browser to add it: `origin`, `cookie`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly memory: SessionMemory;
  readonly keys: KeyShelf;
  readonly devices: Devices;
  /** Fetches `path` of the server, without credentials and without cache of its own. */
  fetch(path: string): Promise<Response>;
  /** Told when the network is back or the page is seen again, until the returned function is called. */
  onWake(listener: () => void): () => void;
}
