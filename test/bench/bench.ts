/** One measured figure beside what it is measured against in the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The peer or floor, in words, with its value in `unit`. */
  readonly against: { readonly name: string; readonly value: number };
};

/** A benchmark: its name, what it measures in one sentence, and the measuring. */
export type Bench = {
  readonly name: string;
  readonly about: string;
  readonly run: () => Promise<readonly Figure[]>;
};

/** Runs one benchmark: a table for people, then as last line one JSON object for programs. */
export async function report(bench: Bench): Promise<void> {
  const figures = await bench.run();
  console.table(Object.fromEntries(figures.map((figure) => [figure.name, row(figure)])));
  console.log(JSON.stringify({ bench: bench.name, figures: figures.map(entry) }));
}

function row({ value, unit, against }: Figure) {
  return {
    value: round(value),
    unit,
    against: `${against.name} ${round(against.value)}`,
    ratio: round(value / against.value),
  };
}

function entry({ name, value, unit, against }: Figure) {
  return { name, value: round(value), unit, against: against.name, ratio: round(value / against.value) };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
