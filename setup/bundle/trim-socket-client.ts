import type { Plugin } from 'esbuild';

const engine = String.raw`engine\.io-client/build/esm`;
const engineParser = String.raw`engine\.io-parser/build/esm`;
const parser = String.raw`socket\.io-parser/build/esm`;

/** What stands instead of which module. */
const substitutes: readonly (readonly [module: string, contents: string])[] = [
  [`${engine}/transports/webtransport`, `export const WT = undefined;`],
  // The library's own long polling by fetch, a fifth of that by XMLHttpRequest.
  [`${engine}/transports/polling-xhr`, `export { Fetch as XHR } from './polling-fetch.js';`],
  [
    `${engine}/contrib/parseuri`,
    `export function parse(source) {
      const { protocol, hostname, port, pathname, search } = new URL(source);
      const host = hostname.replace(/^\\[|\\]$/g, '');
      return { source, protocol: protocol.slice(0, -1), host, port, path: pathname, query: search.slice(1) };
    }`,
  ],
  [
    `${engineParser}/encodePacket\\.browser`,
    `import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data }, _binary, callback) => callback(PACKET_TYPES[type] + (data || ''));
    export const encodePacketToBinary = undefined;`,
  ],
  [
    `${engineParser}/decodePacket\\.browser`,
    `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
    export function decodePacket(packet) {
      const type = typeof packet === 'string' ? PACKET_TYPES_REVERSE[packet[0]] : undefined;
      return type ? { type, data: packet.slice(1) || undefined } : ERROR_PACKET;
    }`,
  ],
  [`${parser}/is-binary`, `export const isBinary = () => false, hasBinary = isBinary;`],
  [
    `${parser}/binary`,
    `export const deconstructPacket = () => { throw new TypeError('no binary attachments'); };
    export const reconstructPacket = deconstructPacket;`,
  ],
];

/**
 * Leaves out of the Socket.IO client what our protocol never uses: WebTransport, since our server speaks WebSocket and, where that is
 * blocked, long polling; binary attachments, since all it says is JSON; and stand-ins for what browsers have had for ten years.
 */
export function trimSocketClient(): Plugin {
  return {
    name: 'trim-socket-client',
    setup({ onLoad }) {
      for (const [module, contents] of substitutes)
        onLoad({ filter: new RegExp(`${module}\\.js$`) }, ({ path }) => ({
          contents,
          loader: 'js',
          resolveDir: path.replace(/[^/]+$/, ''),
        }));
    },
  };
}
