/** A value that JSON can say without loss. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/**
 * The canonical form of a value (RFC 8785, JCS): names sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Names whose value is `undefined` are left out.
 * @throws {TypeError} on numbers that are not finite and on lone surrogates (RFC 8785 §3.2.2.2).
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, Json>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a finite number');
  if (typeof value === 'string') return canonicalString(value);
  return JSON.stringify(value);
}

function canonicalObject(value: Readonly<Record<string, Json | undefined>>): string {
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate');
  return JSON.stringify(value);
}
