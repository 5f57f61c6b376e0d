import { runCommand } from '../setup/run-command.ts';
import { failure, success, type Tally } from './run-tally.ts';

/** A check that passes or fails as a whole, by a command's exit code. */
export type Check = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
};

export async function runCheck({ name, command, args }: Check): Promise<Tally> {
  const { succeeded, output } = await runCommand(command, args);
  return succeeded ? success : failure(`${name}: ${command} ${args.join(' ')}\n${output}`);
}

const TYPESCRIPT_PROJECTS = [
  'shared/tsconfig.json',
  'shared/tsconfig.test.json',
  'widget/tsconfig.json',
  'console/tsconfig.json',
  'server/tsconfig.json',
  'setup/tsconfig.json',
  'examples/tsconfig.json',
  'test/tsconfig.json',
];

export const typeChecks: readonly Check[] = TYPESCRIPT_PROJECTS.map((project) => ({
  name: `types ${project.replace('/tsconfig.json', '').replace('/tsconfig.test.json', ' tests')}`,
  command: 'tsc',
  args: ['-p', project],
}));
