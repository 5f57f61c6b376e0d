import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { editSource, type Edit } from './edit-source.ts';
import { plainElement } from './plain-element.ts';

/** Writes Lit elements shorter than esbuild can. */
export function shortenElements(): Plugin {
  return {
    name: 'shorten-elements',
    setup({ onLoad }) {
      onLoad({ filter: /(widget|console)\/.*\.ts$/ }, async ({ path }) => ({
        contents: shortenedElements(path, await readFile(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}

/** A source whose elements need no decorators, and whose `html` and `css` templates and constants named `…Css` are not indented. */
function shortenedElements(path: string, source: string): string {
  return editSource(path, source, (node) => {
    if (ts.isClassDeclaration(node)) return plainElement(node);
    const shorten = shortenerOf(node);
    if (!shorten || !ts.isTemplateLiteral(node)) return [];
    return piecesOf(node).map((piece) => shortened(piece, source, shorten));
  });
}

function shortenerOf(node: ts.Node): ((text: string) => string) | undefined {
  if (ts.isSourceFile(node)) return undefined;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name.getText().endsWith('Css')) return shortenCss;
  if (!ts.isTaggedTemplateExpression(parent)) return undefined;
  const tag = parent.tag.getText();
  if (tag === 'css') return shortenCss;
  return tag === 'html' || tag === 'svg' ? shortenHtml : undefined;
}

function piecesOf(template: ts.TemplateLiteral): readonly ts.TemplateLiteralLikeNode[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template];
  return [template.head, ...template.templateSpans.map(({ literal }) => literal)];
}

function shortened(
  piece: ts.TemplateLiteralLikeNode,
  source: string,
  shorten: (text: string) => string,
): Edit {
  const start = piece.getStart() + 1;
  const end = piece.end - (source[piece.end - 1] === '`' ? 1 : 2);
  return { start, end, text: shorten(source.slice(start, end)) };
}

// A browser collapses white space that contains a line break to one space, but for `pre` and `textarea`, which have no content here.
function shortenHtml(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

// Around `:` and `(` a space can have a meaning in CSS; around these it has none.
function shortenCss(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .replace(/([a-z-]): /g, '$1:');
}
