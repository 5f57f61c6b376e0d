import { readFile } from 'node:fs/promises';

/** Something a process did to a file, or said to somebody: begun for writes, completed for syncs. */
type Call = { readonly name: string; readonly path: string; readonly text: string };

const outward = new Set(['write', 'writev', 'sendmsg', 'sendto']);
const syncing = new Set(['fsync', 'fdatasync']);

/** The program to run another under, so that {@link Trace} can read what it did; `-D` leaves the traced one in its place. */
export function tracedTo(file: string): readonly string[] {
  const calls = 'trace=fdatasync,fsync,write,writev,sendmsg,sendto,pwrite64';
  return ['strace', '-D', '-f', '--seccomp-bpf', '-y', '-s', '9000', '-e', calls, '-o', file];
}

/** The order in which processes wrote, put on disk and let go. */
export class Trace {
  readonly #calls: readonly Call[];

  private constructor(calls: readonly Call[]) {
    this.#calls = calls;
  }

  static async read(file: string): Promise<Trace> {
    const pending = new Map<string, Call>();
    const lines = (await readFile(file, 'utf8')).split('\n');
    return new Trace(lines.flatMap((line) => callOf(line, pending) ?? []));
  }

  /** The place where a text left a process first. */
  left(text: string): number {
    return this.leftAfter(text, 0);
  }

  /** The place where it first did so from another place on. */
  leftAfter(text: string, from: number): number {
    const place = this.#calls.findIndex(
      (call, index) => index >= from && outward.has(call.name) && call.text.includes(text),
    );
    if (place === -1) throw new Error(`nothing left with ${text}`);
    return place;
  }

  /** The last thing that was written to a file before a place and not put on disk before it; undefined where all was. */
  unsynced(path: RegExp, place: number): Call | undefined {
    const before = this.#calls.slice(0, place).filter((call) => path.test(call.path));
    const synced = before.findLastIndex(({ name }) => syncing.has(name));
    return before.slice(synced + 1).at(-1);
  }

  /** How often a file was put on disk between two places. */
  syncs(path: RegExp, from: number, to: number): number {
    return this.#calls.slice(from, to).filter(({ name, path: one }) => syncing.has(name) && path.test(one))
      .length;
  }

  /** All files that were written to. */
  written(path: RegExp): readonly string[] {
    const paths = this.#calls.filter(({ name }) => !syncing.has(name)).map((call) => call.path);
    return [...new Set(paths)].filter((one) => path.test(one));
  }
}

function callOf(line: string, pending: Map<string, Call>): Call | undefined {
  const [, pid = '', resumed] = /^(\d+) +<\.\.\. (\w+) resumed>/.exec(line) ?? [];
  if (resumed !== undefined) return succeeded(line) && syncing.has(resumed) ? pending.get(pid) : undefined;
  const [, by = '', name = '', path = '', text = ''] = /^(\d+) +(\w+)\(\d+<(.*?)>(.*)$/.exec(line) ?? [];
  if (name === '') return undefined;
  const call = { name, path, text: text.replaceAll('\\"', '"') };
  if (!syncing.has(name)) return call;
  if (line.endsWith('<unfinished ...>')) pending.set(by, call);
  return succeeded(line) ? call : undefined;
}

function succeeded(line: string): boolean {
  return line.endsWith(' = 0');
}
