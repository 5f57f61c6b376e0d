import { glob, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import ts from 'typescript';

/** What the architecture test looks at in one source file. */
export type SourceFacts = {
  readonly path: string;
  /** Repository paths for our own modules, package names for the others. */
  readonly imports: readonly string[];
  /** Those imports that are still there when types are gone. */
  readonly runtimeImports: readonly string[];
  readonly touchesBrowser: boolean;
  readonly hasDefaultExport: boolean;
  readonly hasAny: boolean;
  readonly hasUnnumberedTodo: boolean;
};

const UNNUMBERED_TODO = /\/\/.*\b(TODO|FIXME)\b(?! #\d)/;

export async function readSources(root: string): Promise<readonly SourceFacts[]> {
  const facts: SourceFacts[] = [];
  const exclude = ['**/node_modules/**', '**/dist/**', '**/*.d.ts'];
  for await (const path of glob('{shared,widget,console,server,setup,examples,test}/**/*.ts', {
    cwd: root,
    exclude,
  })) {
    facts.push(factsOf(path, await readFile(posix.join(root, path), 'utf8')));
  }
  return facts;
}

export function factsOf(path: string, text: string): SourceFacts {
  const resolveAll = (found: readonly ts.StringLiteral[]): readonly string[] =>
    found.map(({ text: specifier }) => resolveImport(path, specifier));
  const nodes = [...descendants(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))];
  const imports = nodes.filter(isImport);
  return {
    path,
    imports: resolveAll(imports),
    runtimeImports: resolveAll(imports.filter(({ parent }) => !isTypeOnly(parent))),
    touchesBrowser: nodes.some(isBrowserGlobal),
    hasDefaultExport: nodes.some(
      (node) =>
        ts.isExportAssignment(node) ||
        (node.kind === ts.SyntaxKind.DefaultKeyword && ts.canHaveModifiers(node.parent)),
    ),
    hasAny: nodes.some(({ kind }) => kind === ts.SyntaxKind.AnyKeyword),
    hasUnnumberedTodo: UNNUMBERED_TODO.test(text),
  };
}

function* descendants(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* descendants(child);
}

function isImport(node: ts.Node): node is ts.StringLiteral {
  if (!ts.isStringLiteral(node)) return false;
  const { parent } = node;
  if (ts.isCallExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ImportKeyword;
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function isBrowserGlobal(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !['window', 'document'].includes(node.text)) return false;
  const { parent } = node;
  const isName = 'name' in parent && parent.name === node;
  return !isName || ts.isShorthandPropertyAssignment(parent);
}

function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const own = /^@jawort\/([^/]+)(?:\/(.+))?$/.exec(specifier);
  return own ? `${own[1] ?? ''}/${own[2] ?? own[1] ?? ''}.ts` : specifier;
}
