import { existsSync } from 'node:fs';
import { runCommand } from './run-command.ts';
import type { Say } from './say.ts';
import { SetupStop } from './setup-stop.ts';

/** What Debian's package tools offer to set-up; the tests put another one in their place. */
export interface PackageManager {
  /** Whether this is a Debian or a distribution made from it. */
  readonly available: boolean;
  /** Whether this user may install packages. */
  readonly permitted: boolean;
  missing(packages: readonly string[]): Promise<readonly string[]>;
  /** Resolves to the end of what apt-get said, or undefined when all went well. */
  install(packages: readonly string[]): Promise<string | undefined>;
}

/** Makes sure that Debian packages are there: installs them as root, else stops with the command to type. */
export async function ensurePackages(
  packages: readonly string[],
  purpose: string,
  say: Say,
  manager: PackageManager = apt,
): Promise<void> {
  if (!manager.available) throw new SetupStop(notDebian(packages, purpose));
  const missing = await manager.missing(packages);
  if (missing.length === 0) return;
  if (!manager.permitted)
    throw new SetupStop(`${purpose} needs packages. Type:\n\n  sudo ${aptCommand(missing)}\n`);
  say(`Installing Debian packages for ${purpose}: ${missing.join(' ')}`);
  const failure = await manager.install(missing);
  if (failure !== undefined) {
    throw new SetupStop(`${failure}\n\napt-get could not install them. Type:\n\n  ${aptCommand(missing)}\n`);
  }
}

const aptCommand = (packages: readonly string[]): string =>
  `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;

const notDebian = (packages: readonly string[], purpose: string): string =>
  `${purpose} needs what Debian calls ${packages.join(', ')}. Install these with your system's package manager.`;

export const apt: PackageManager = {
  available: existsSync('/etc/debian_version'),
  permitted: process.getuid?.() === 0,

  async missing(packages) {
    const { output } = await runCommand('dpkg-query', [
      '-W',
      '-f=${Package} ${db:Status-Status}\n',
      ...packages,
    ]);
    const installed = new Set(output.split('\n'));
    return packages.filter((name) => !installed.has(`${name} installed`));
  },

  async install(packages) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = await runCommand('apt-get', ['update', '-qq'], { env });
    if (!update.succeeded) return lastLines(update.output);
    const install = await runCommand(
      'apt-get',
      ['install', '-y', '--no-install-recommends', '-qq', ...packages],
      { env },
    );
    return install.succeeded ? undefined : lastLines(install.output);
  },
};

const lastLines = (output: string): string => output.split('\n').slice(-15).join('\n');
