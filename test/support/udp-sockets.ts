import { readdir, readFile, readlink } from 'node:fs/promises';

/** How many UDP sockets a process holds: a recorder has one for each segment that it records, and none without. */
export async function udpSocketsOf(pid: number): Promise<number> {
  const table = await readFile(`/proc/${pid}/net/udp`, 'utf8');
  const inodes = new Set(table.split('\n').map((line) => line.trim().split(/\s+/)[9]));
  const open = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? 'no socket')).length;
}
