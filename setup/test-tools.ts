import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { apt, ensurePackages } from './debian-packages.ts';
import type { Say } from './say.ts';
import { SetupStop } from './setup-stop.ts';

const PACKAGES = [
  'chromium',
  'ffmpeg',
  'libsrtp2-1',
  'strace',
  'fonts-liberation',
  'fonts-dejavu-core',
  'fonts-noto-color-emoji',
];

const PROGRAMS = ['chromium', 'ffmpeg', 'ffprobe', 'strace'];

/** Makes sure of what the tests need beside npm's packages: a browser, media tools, a system call tracer and fonts. */
export async function ensureTestTools(say: Say): Promise<void> {
  if (apt.available) {
    await ensurePackages(PACKAGES, 'the tests', say);
    return;
  }
  const missing = PROGRAMS.filter((program) => !isOnPath(program, process.env['PATH'] ?? ''));
  if (missing.length > 0) {
    throw new SetupStop(
      `The tests need these programs on the PATH: ${missing.join(', ')}. Install them first.`,
    );
  }
}

const isOnPath = (program: string, path: string): boolean =>
  path.split(delimiter).some((folder) => isExecutable(join(folder, program)));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
