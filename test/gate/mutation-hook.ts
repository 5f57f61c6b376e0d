import { registerHooks } from 'node:module';
import * as v from 'valibot';

const Mutation = v.object({ file: v.string(), from: v.string(), to: v.string() });

/*
 * Preloaded into a test run: one file is read with one line replaced. It fails where the line is not there exactly once, so that a
 * mutation cannot quietly stop mutating.
 */
const { file, from, to } = v.parse(Mutation, JSON.parse(process.env['MUTATION'] ?? '{}'));

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
