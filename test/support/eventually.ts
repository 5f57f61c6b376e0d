import { until } from './until.ts';

/** Resolves with what `find` finds; asks again until it finds something. */
export async function eventually<Value>(find: () => Promise<Value | undefined>): Promise<Value> {
  const found: Value[] = [];
  await until(async () => {
    const value = await find();
    if (value !== undefined) found.push(value);
    return value !== undefined;
  });
  const [value] = found;
  if (value === undefined) throw new TypeError('until has not waited');
  return value;
}
