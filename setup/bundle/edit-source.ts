import ts from 'typescript';

/** A replacement of what stands between two offsets of a source. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The source with every edit made that `find` gives for a node of its syntax tree, but for those inside what another one replaces. */
export function editSource(name: string, source: string, find: (node: ts.Node) => readonly Edit[]): string {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    edits.push(...find(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
  return edits
    .filter((edit) => !edits.some((other) => other !== edit && isWithin(edit, other)))
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}

function isWithin(inner: Edit, outer: Edit): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
