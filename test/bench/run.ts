import { report, type Bench } from './bench.ts';
import { chat } from './chat.ts';
import { setup } from './setup.ts';
import { sizes } from './sizes.ts';
import { withdrawal } from './withdrawal.ts';

const benches: readonly Bench[] = [sizes, chat, setup, withdrawal];

const [wanted] = process.argv.slice(2);
const found = benches.find(({ name }) => name === wanted);
if (found) await report(found);
else list();

function list(): void {
  if (wanted !== undefined) {
    console.error(`There is no benchmark "${wanted}".`);
    process.exitCode = 1;
  }
  for (const { name, about } of benches) console.log(`npm run bench -- ${name.padEnd(10)} ${about}`);
}
