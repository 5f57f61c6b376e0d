import ts from 'typescript';
import type { Edit } from './edit-source.ts';

type Decorated = { readonly decorator: ts.Decorator; readonly name: string; readonly argument: string };
type Rewriter = (
  member: ts.ClassElement,
  decorated: Decorated,
) => { readonly edit: Edit; readonly after?: string };

/**
 * A Lit element written without decorators, doing what they do: esbuild would turn each private member of a decorated class into a
 * `WeakMap`, and Lit's decorators bring code for two standards of them.
 */
export function plainElement(node: ts.ClassDeclaration): readonly Edit[] {
  const name = node.name?.text ?? '';
  const tag = decoratedBy(node, 'customElement');
  const members = node.members.flatMap((member) => rewriteMember(member, name));
  const define = tag ? [`customElements.define(${tag.argument}, ${name});`] : [];
  const after = [...members.map((one) => one.after ?? ''), ...define].filter(Boolean).join('\n');
  return [
    ...(tag ? [without(tag.decorator)] : []),
    ...members.map(({ edit }) => edit),
    { start: node.end, end: node.end, text: after && `\n${after}` },
  ];
}

function rewriteMember(member: ts.ClassElement, className: string) {
  const rewriters: Readonly<Record<string, Rewriter>> = {
    property: asProperty(className, (options) => options),
    state: asProperty(className, () => '{ state: true, attribute: false }'),
    query: asGetter((selector) => `this.renderRoot?.querySelector(${selector}) ?? null`),
    queryAll: asGetter((selector) => `this.renderRoot?.querySelectorAll(${selector}) ?? []`),
  };
  return Object.entries(rewriters).flatMap(([name, rewrite]) => {
    const decorated = decoratedBy(member, name);
    return decorated ? [rewrite(member, decorated)] : [];
  });
}

function asProperty(className: string, optionsOf: (argument: string) => string): Rewriter {
  return (member, { decorator, argument }) => ({
    edit: without(decorator),
    after: `${className}.createProperty('${member.name?.getText() ?? ''}', ${optionsOf(argument) || '{}'});`,
  });
}

function asGetter(bodyOf: (argument: string) => string): Rewriter {
  return (member, { argument }) => ({
    edit: {
      start: member.getStart(),
      end: member.end,
      text: `get ${member.name?.getText() ?? ''}() { return ${bodyOf(argument)}; }`,
    },
  });
}

function decoratedBy(node: ts.HasDecorators | ts.ClassElement, name: string): Decorated | undefined {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  const decorator = decorators.find((one) => calledOf(one)?.expression.getText() === name);
  const call = decorator && calledOf(decorator);
  return call && { decorator, name, argument: call.arguments[0]?.getText() ?? '' };
}

function calledOf({ expression }: ts.Decorator): ts.CallExpression | undefined {
  return ts.isCallExpression(expression) ? expression : undefined;
}

function without(decorator: ts.Decorator): Edit {
  return { start: decorator.getStart(), end: decorator.end, text: '' };
}
