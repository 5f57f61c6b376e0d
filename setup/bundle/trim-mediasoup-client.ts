import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { editSource, type Edit } from './edit-source.ts';

const device = `export { Device } from 'mediasoup-client-device';`;
const silentLogger = `exports.Logger = class { debug() {} warn() {} error() {} };`;
const dataMethods = new Set([
  'produceData',
  'consumeData',
  'sendDataChannel',
  'receiveDataChannel',
  'sendSctpAssociation',
  'receiveSctpAssociation',
]);
const silentDebug = `module.exports = () => () => {};`;
// The emitter that the Socket.IO client brings anyway, with the two answers that mediasoup-client wants of Node's.
const emitter = `
  import { Emitter } from '@socket.io/component-emitter';
  export class EventEmitter extends Emitter {
    setMaxListeners() {}
    emit(name, ...args) {
      const isHeard = this.hasListeners(name);
      super.emit(name, ...args);
      return isHeard;
    }
    listenerCount(name) {
      return this.listeners(name).length;
    }
    removeAllListeners(...names) {
      return super.off(...names.filter((name) => name !== undefined));
    }
  }
`;
const noDataChannels = (name: string) => `exports.${name} = class {};`;
const noHandler = (name: string) =>
  `exports.${name} = { createFactory() { throw new TypeError('${name} is not supported'); } };`;

/**
 * Leaves out of mediasoup-client what no browser of ours runs: handlers for React Native and for Chrome before 111, data channels, and
 * the texts of its debug log.
 */
export function trimMediasoupClient(): Plugin {
  return {
    name: 'trim-mediasoup-client',
    setup({ onLoad, onResolve, resolve }) {
      const stub = (filter: RegExp, contents: string) =>
        onLoad({ filter }, ({ path }) => ({
          contents,
          loader: 'js',
          resolveDir: path.replace(/\/[^/]+$/, ''),
        }));
      stub(/mediasoup-client\/lib\/index\.js$/, device);
      stub(/(mediasoup-client|awaitqueue|h264-profile-level-id)\/lib\/Logger\.js$/, silentLogger);
      stub(/mediasoup-client\/lib\/handlers\/Chrome74\.js$/, noHandler('Chrome74'));
      stub(/mediasoup-client\/lib\/handlers\/ReactNative106\.js$/, noHandler('ReactNative106'));
      stub(/mediasoup-client\/lib\/DataProducer\.js$/, noDataChannels('DataProducer'));
      stub(/mediasoup-client\/lib\/DataConsumer\.js$/, noDataChannels('DataConsumer'));
      stub(/node_modules\/events-alias\/events\.js$/, emitter);
      stub(/node_modules\/debug\/.*\.js$/, silentDebug);
      onResolve({ filter: /^mediasoup-client-device$/ }, ({ resolveDir }) =>
        resolve('./Device.js', { resolveDir, kind: 'require-call' }),
      );
      onLoad(
        { filter: /(mediasoup-client|awaitqueue|h264-profile-level-id)\/lib\/.*\.js$/ },
        async ({ path }) => ({
          contents: trimmedSource(path, await readFile(path, 'utf8')),
          loader: 'js',
        }),
      );
    },
  };
}

/** A source without the statements that only log, and with nothing in the methods for data channels. */
function trimmedSource(path: string, source: string): string {
  return editSource(path, source, (node): readonly Edit[] => {
    if (isLogging(node)) return [{ start: node.getStart(), end: node.end, text: ';' }];
    if (!ts.isMethodDeclaration(node) || !node.body || !dataMethods.has(node.name.getText())) return [];
    return [{ start: node.body.getStart(), end: node.body.end, text: '{}' }];
  });
}

function isLogging(node: ts.Node): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return false;
  const { expression: called } = node.expression;
  return ts.isPropertyAccessExpression(called) && /^(this\._)?logger$/i.test(called.expression.getText());
}
