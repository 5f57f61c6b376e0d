import * as v from 'valibot';
import { readServerKeys } from '../../adapters/folder/server-key.ts';
import { openSqliteEventReader } from '../../adapters/sqlite/open-event-reader.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { ToRecorder, type FromRecorder } from './messages.ts';
import { Recorder } from './recorder.ts';
import { openUdpInput } from './udp-input.ts';

/** Sealing takes milliseconds; whatever still hangs a moment after main's end is not worth waiting for (RG9). */
const lastWordsMs = 800;
const usage = v.tuple([v.string(), v.string(), v.string()]);

/** The recorder process: a database and keys that it reads itself, a folder that it writes, and main at the other end of the channel. */
async function run(args: readonly string[]): Promise<void> {
  const [database, keys, recordings] = v.parse(usage, args);
  const events = openSqliteEventReader(database);
  const recorder = new Recorder({
    clock: systemClock,
    events,
    keys: await readServerKeys(keys),
    openInput: openUdpInput,
    recordings,
    tell,
  });
  process.on('message', (message) => recorder.handle(v.parse(ToRecorder, message)));
  process.once('disconnect', () => {
    recorder.orphan();
    systemClock.after(lastWordsMs, () => process.exit(1));
  });
  tell({ type: 'ready' });
}

function tell(message: FromRecorder): void {
  if (process.connected) process.send?.(message, () => undefined);
}

// A terminal's interrupt reaches the whole group; main decides, and its end ends us.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

await run(process.argv.slice(2));
