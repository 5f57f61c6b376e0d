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
  const company = await serveCompany({ port: examplePort, jawortUrl });
  say(`Example company page   ${company.url}`);
  const env = {
    ...process.env,
    PORT: String(port),
    EXAMPLE_URL: process.env['EXAMPLE_URL'] || company.url,
    MEDIASOUP_WORKER_BIN: worker,
  };
  try {
    return await runToEnd(process.execPath, ['server/main.ts'], { env });
  } finally {
    await company.close();
  }
});
