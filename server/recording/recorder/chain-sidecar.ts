import type { ChainLink } from './chunk-chain.ts';

const line = /^(\d{1,10}) ([0-9a-f]{64})$/;

/** One line of the sidecar: length and hash of a chunk. */
export function formatLink(link: ChainLink): string {
  return `${link.length} ${link.hash}\n`;
}

/** Undefined when a line is malformed. A last line without its end was cut off by a crash and does not count. */
export function parseSidecar(sidecar: string): readonly ChainLink[] | undefined {
  const links = sidecar.split('\n').slice(0, -1).map(parseLink);
  return links.every((link) => link !== undefined) ? links : undefined;
}

function parseLink(written: string): ChainLink | undefined {
  const [, length, hash] = line.exec(written) ?? [];
  return length === undefined || hash === undefined ? undefined : { length: Number(length), hash };
}
