import { runCheck, typeChecks } from './run-check.ts';

for (const check of typeChecks) {
  const { failures } = await runCheck(check);
  console.log(failures.length === 0 ? `${check.name}: ok` : failures.join('\n'));
  if (failures.length > 0) process.exitCode = 1;
}
