import { serveCompany } from '../examples/company/serve.ts';
import { runToEnd } from './bootstrap.mjs';
import { ensureBundles, repositoryBundles } from './bundles.ts';
import { freePort } from './free-port.ts';
import { orStop } from './or-stop.ts';
import { say } from './say.ts';
import { provideWorker } from './worker/provide-worker.ts';

await orStop(async () => {
  const port = await freePort(process.env, 'PORT', 8080);
  const examplePort = await freePort(process.env, 'EXAMPLE_PORT', 8081);
  const worker = await provideWorker(process.env, say);
  await ensureBundles(repositoryBundles, say);
  const scheme = process.env['TLS_CERT'] ? 'https' : 'http';
  const jawortUrl = process.env['PUBLIC_URL'] || `${scheme}://localhost:${port}`;
  const env = { ...process.env, PORT: String(port), MEDIASOUP_WORKER_BIN: worker };
  // Whoever names sites of their own has pages of their own.
  if (process.env['SITES_FILE']) return serve(env);
  const company = await serveCompany({ port: examplePort, jawortUrl });
  say(`Example company page   ${company.url}`);
  try {
    return await serve({ ...env, EXAMPLE_URL: process.env['EXAMPLE_URL'] || company.url });
  } finally {
    await company.close();
  }
});

function serve(env: NodeJS.ProcessEnv): Promise<number> {
  return runToEnd(process.execPath, ['server/main.ts'], { env });
}
