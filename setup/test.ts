import { runStages } from '../test/run-stages.ts';
import { inWords } from '../test/run-tally.ts';
import { ensureBundles, repositoryBundles } from './bundles.ts';
import { orStop } from './or-stop.ts';
import { say } from './say.ts';
import { ensureTestTools } from './test-tools.ts';
import { provideWorker } from './worker/provide-worker.ts';

/** `npm test` runs every stage; `npm test -- lint server/http` the stages and the test files that are named. */
await orStop(async () => {
  const prepare = {
    async tools() {
      await ensureTestTools(say);
      process.env['MEDIASOUP_WORKER_BIN'] = await provideWorker(process.env, say);
    },
    bundles: () => ensureBundles(repositoryBundles, say),
  };
  const tally = await runStages(process.argv.slice(2), prepare, say);
  for (const failure of tally.failures) say(`\n✖ ${failure}`);
  if (tally.passed + tally.failed === 0) say('\nNo stage and no test file has a name like that.');
  say(`\n${inWords(tally)}`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
});
