import { readFile } from 'node:fs/promises';
import type { TestServer } from './server.ts';
import { eventually } from './eventually.ts';

/** Whose processes a server has besides its own. */
export type Part = 'recorder' | 'media worker';

const commands: Readonly<Record<Part, RegExp>> = {
  recorder: /recorder\/main\.ts/,
  'media worker': /mediasoup-worker/,
};

/** Resolves with the process that is this part of the server now, other than `former`. */
export function processOf(server: TestServer, part: Part, former?: number): Promise<number> {
  return eventually(async () => {
    const found = await find(server, part);
    return found === former ? undefined : found;
  });
}

/** Ends it without giving it a word (SIGKILL); its process id. */
export async function killPart(server: TestServer, part: Part): Promise<number> {
  const pid = await processOf(server, part);
  process.kill(pid, 'SIGKILL');
  return pid;
}

async function find({ process: { pid } }: TestServer, part: Part): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const child of children.trim().split(' ')) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (commands[part].test(command)) return Number(child);
  }
  return undefined;
}
