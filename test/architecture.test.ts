import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf, readSources, type SourceFacts } from './support/source-facts.ts';

type Rule = {
  readonly name: string;
  readonly breaks: (file: SourceFacts, imported: string) => boolean;
  /** A file that breaks this rule and no other, so that the rule is known to be able to fail. */
  readonly example: readonly [path: string, text: string];
};

const DOMAIN = ['conversation', 'consent', 'recording', 'archive'];
const COMPOSITION = /^server\/(app|main|recording\/recorder\/main)\.ts$|^server\/adapters\//;
const WORKSPACE = /^(shared|widget|console|server|setup|examples|test)\//;
const BUILD = /^(widget|console)\/build\.ts$/;

const folder = (path: string): string => WORKSPACE.exec(path)?.[1] ?? '';
const domain = (path: string): number => DOMAIN.indexOf(/^server\/(\w+)\//.exec(path)?.[1] ?? '');

const only =
  (home: RegExp, what: RegExp): Rule['breaks'] =>
  ({ path }, imported) =>
    folder(path) === 'server' && what.test(imported) && !home.test(path);

const among =
  (importer: string, allowed: RegExp): Rule['breaks'] =>
  ({ path }, imported) =>
    folder(path) === importer &&
    !BUILD.test(path) &&
    (WORKSPACE.test(imported) || imported.startsWith('node:')) &&
    !allowed.test(imported);

const importRules: readonly Rule[] = [
  {
    name: 'shared imports nothing of ours, of Node or of other packages than valibot',
    breaks: ({ path }, imported) => folder(path) === 'shared' && !/^(shared\/|valibot$)/.test(imported),
    example: ['shared/a.ts', `import 'node:fs';`],
  },
  {
    name: 'the widget imports shared alone',
    breaks: among('widget', /^(widget|shared)\//),
    example: ['widget/a.ts', `import '../server/app.ts';`],
  },
  {
    name: 'the console imports shared, the headless client and its host alone',
    breaks: among('console', /^(console\/|shared\/|widget\/core\/|widget\/host(\.ts)?$)/),
    example: ['console/a.ts', `import '@jawort/widget/views/panel';`],
  },
  {
    name: 'the server imports shared alone',
    breaks: ({ path }, imported) =>
      folder(path) === 'server' && WORKSPACE.test(imported) && !/^(server|shared)\//.test(imported),
    example: ['server/a.ts', `export * from '@jawort/widget';`],
  },
  {
    name: 'realtime alone knows socket.io',
    breaks: only(/^server\/realtime\//, /^socket\.io/),
    example: ['server/consent/a.ts', `import type { Socket } from 'socket.io';`],
  },
  {
    name: 'http alone knows express',
    breaks: only(/^server\/http\//, /^(express|helmet)$/),
    example: ['server/app.ts', `import { express } from 'express';`],
  },
  {
    name: 'one adapter alone knows mediasoup',
    breaks: only(/^server\/adapters\/mediasoup\//, /^mediasoup(\/|$)/),
    example: ['server/media/a.ts', `import type { Router } from 'mediasoup/types';`],
  },
  {
    name: 'the entry points alone know adapters',
    breaks: only(COMPOSITION, /^server\/adapters\//),
    example: ['server/http/a.ts', `const store = await import('../adapters/sqlite/store.ts');`],
  },
  {
    name: 'ports import nothing but ports and shared',
    breaks: ({ path }, imported) =>
      path.startsWith('server/ports/') && !/^(server\/ports|shared)\//.test(imported),
    example: ['server/ports/a.ts', `import '../error.ts';`],
  },
  {
    name: 'archive builds on recording, recording on consent, consent on conversation',
    breaks: ({ path }, imported) => domain(path) >= 0 && domain(imported) > domain(path),
    example: ['server/conversation/a.ts', `import '../recording/token.ts';`],
  },
];

const fileRules: readonly Rule[] = [
  {
    name: 'one file of the widget touches window and document, and the loader for itself',
    breaks: ({ path, touchesBrowser }) =>
      touchesBrowser && /^(shared|widget)\//.test(path) && !/^widget\/(host|loader)\.ts$/.test(path),
    example: ['widget/views/a.ts', `export const title = document.title;`],
  },
  {
    name: 'exports are named',
    breaks: ({ hasDefaultExport }) => hasDefaultExport,
    example: ['server/a.ts', 'export default function a() {}'],
  },
  {
    name: 'nothing is of type any',
    breaks: ({ hasAny }) => hasAny,
    example: ['test/a.ts', 'export const a = (b: any) => b;'],
  },
  {
    name: 'what is still to be done has the number of an issue',
    breaks: ({ hasUnnumberedTodo }) => hasUnnumberedTodo,
    example: ['widget/a.ts', '// TO' + 'DO later'],
  },
  {
    name: 'no file or folder is called utils, helpers or common',
    breaks: ({ path }) => /(^|[/-])(utils?|helpers?|common)[./]/.test(path),
    example: ['server/http/utils.ts', ''],
  },
];

/** Tests may use what they like; the rules on how code reads hold for them too. */
const isTest = (path: string): boolean => /\.test\.ts$|\/(testing|support)\//.test(path);

function violations(files: readonly SourceFacts[]): readonly string[] {
  const found = files.flatMap((file) => [
    ...fileRules
      .filter(({ breaks, name }) => breaks(file, '') && !(isTest(file.path) && name.includes('window')))
      .map(({ name }) => `${file.path}: ${name}`),
    ...(isTest(file.path) ? [] : file.imports).flatMap((imported) =>
      importRules
        .filter(({ breaks }) => breaks(file, imported))
        .map(({ name }) => `${file.path} imports ${imported}: ${name}`),
    ),
  ]);
  return [...found, ...cycles(files)];
}

function cycles(files: readonly SourceFacts[]): readonly string[] {
  const imports = new Map(files.map((file) => [file.path, file.runtimeImports]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path)) return;
    done.add(path);
    for (const imported of imports.get(path) ?? []) visit(imported, [...trail, path]);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}

describe('architecture', () => {
  it('is kept by every source file', async () => {
    const files = await readSources(`${import.meta.dirname}/..`);
    assert.ok(files.length > 50);
    assert.deepEqual(violations(files), []);
  });

  for (const { name, example } of [...importRules, ...fileRules]) {
    it(`can fail: ${name}`, () => {
      const found = violations([factsOf(...example)]);
      assert.equal(found.length, 1, found.join('\n'));
      assert.ok(found[0]?.endsWith(name));
    });
  }

  it('can fail: no cycles', () => {
    const files = [factsOf('widget/a.ts', `import './b.ts';`), factsOf('widget/b.ts', `import './a.ts';`)];
    assert.deepEqual(violations(files), ['widget/a.ts → widget/b.ts → widget/a.ts']);
  });
});
