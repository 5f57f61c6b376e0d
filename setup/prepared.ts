import { runToEnd } from './bootstrap.mjs';
import { ensureBundles, repositoryBundles } from './bundles.ts';
import { orStop } from './or-stop.ts';
import { say } from './say.ts';
import { ensureTestTools } from './test-tools.ts';
import { provideWorker } from './worker/provide-worker.ts';

/** Runs the script that is named in the arguments, with all that the end-to-end tests need. */
await orStop(async () => {
  await ensureTestTools(say);
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: await provideWorker(process.env, say) };
  await ensureBundles(repositoryBundles, say);
  return runToEnd(process.execPath, process.argv.slice(2), { env });
});
