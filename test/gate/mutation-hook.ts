import { registerHooks } from 'node:module';

type Mutation = { readonly file: string; readonly from: string; readonly to: string };

/*
 * Preloaded into a test run: one file is read with one line replaced. It fails where the line is not there exactly once, so that a
 * mutation cannot quietly stop mutating.
 */
const { file, from, to } = JSON.parse(process.env['MUTATION'] ?? '') as Mutation;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(file)) return loaded;
    const source =
      typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    if (source.split(from).length !== 2) throw new Error(`${file} does not hold the line once: ${from}`);
    return { ...loaded, source: source.replace(from, () => to) };
  },
});
