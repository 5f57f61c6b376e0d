import fc from 'fast-check';

/** Who is who in an order: a visitor, an agent, and a supervisor who comes late. */
export const people = [0, 1, 2] as const;
export type Who = (typeof people)[number];
export type Source = 'microphone' | 'camera';

/** How a consent differs from the one that the dialog would have asked for. */
export type Flaw = 'none' | 'former notice' | 'without the last party' | 'sound alone';

/** Something that may happen in a call; what makes no sense at its moment is left out. */
export type Step =
  | { readonly do: 'start' | 'end' | 'interrupt' | 'jump' | 'chat' }
  | { readonly do: 'publish'; readonly notice: 0 | 1 }
  /** Who returns has joined before, and joins again where its key is not. */
  | { readonly do: 'join' | 'return' | 'leave' | 'lose' | 'withdraw'; readonly who: Who }
  | { readonly do: 'bind'; readonly who: Who; readonly fresh: boolean }
  | { readonly do: 'show' | 'hide'; readonly who: Who; readonly source: Source }
  | { readonly do: 'give'; readonly who: Who; readonly flaw: Flaw };

/** How a call comes to the point where both are asked. */
export const toConsents: readonly Step[] = [
  { do: 'publish', notice: 0 },
  { do: 'start' },
  ...both((who) => ({ do: 'join', who })),
  ...both((who) => ({ do: 'show', who, source: 'microphone' })),
  ...both((who) => ({ do: 'show', who, source: 'camera' })),
  ...both((who) => ({ do: 'bind', who, fresh: false })),
  { do: 'chat' },
];

/** And how both say yes. */
export const consented: readonly Step[] = [
  ...toConsents,
  ...both((who) => ({ do: 'give', who, flaw: 'none' })),
];

const who = fc.constantFrom(...people);
const source = fc.constantFrom<Source>('microphone', 'camera');

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'end' }, { do: 'interrupt' }, { do: 'jump' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'start' }, { do: 'chat' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish'), notice: fc.constantFrom(0, 1) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('join', 'return', 'leave', 'lose', 'withdraw'), who }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bind'), who, fresh: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('show', 'hide'), who, source }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('give'), who, flaw: flaws() }) },
);

/** The usual course, disturbed at up to three places, and then anything at all. */
export const anyOrder: fc.Arbitrary<readonly Step[]> = fc
  .record({
    swaps: fc.array(fc.tuple(fc.nat(consented.length - 1), fc.nat(consented.length - 1)), { maxLength: 1 }),
    insertions: fc.array(fc.tuple(fc.nat(consented.length), anyStep), { maxLength: 2 }),
    rest: fc.array(anyStep, { minLength: 2, maxLength: 9 }),
  })
  .map(({ swaps, insertions, rest }) => [...inserted(swapped(consented, swaps), insertions), ...rest]);

function flaws(): fc.Arbitrary<Flaw> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<Flaw>('none') },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Flaw>('former notice', 'without the last party', 'sound alone'),
    },
  );
}

function swapped(steps: readonly Step[], swaps: readonly (readonly [number, number])[]): readonly Step[] {
  return swaps.reduce<readonly Step[]>((before, [a, b]) => {
    const [first, second] = [before[a], before[b]];
    if (!first || !second) return before;
    return before.with(a, second).with(b, first);
  }, steps);
}

function inserted(steps: readonly Step[], insertions: readonly (readonly [number, Step])[]): readonly Step[] {
  return insertions.reduce<readonly Step[]>((before, [at, step]) => before.toSpliced(at, 0, step), steps);
}

function both(step: (who: Who) => Step): readonly Step[] {
  return [step(0), step(1)];
}
