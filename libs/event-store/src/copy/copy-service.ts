import { copyLog, type CopiedLog, type CopyProgress } from './copy-log';
import { isPostgres, openSource, openTarget, type LogAddress } from './logs';
import { Checkpoints } from './move-checkpoints';

export interface CopyOptions {
  from: LogAddress;
  to: LogAddress;
  service: string;
  /** Turn the checkpoints in PostgreSQL into positions of the new log. */
  checkpoints: boolean;
  onProgress?: CopyProgress;
}

export interface CopiedService extends CopiedLog {
  service: string;
  /** How many checkpoints were moved. */
  checkpoints: number;
}

/** Digits of a position in either kind of log. */
const DIGITS = { postgres: 16, eventstoredb: 20 };

/**
 * Copies the log of one service between PostgreSQL and EventStoreDB, either way.
 * @returns undefined where the source has no log of it. @throws CopyDiffers, StoreUnavailable
 */
export async function copyService(options: CopyOptions): Promise<CopiedService | undefined> {
  const { from, to, service, onProgress } = options;
  const source = await openSource(from, service);
  if (source === undefined) return undefined;
  try {
    const target = await openTarget(to, service);
    try {
      const moving = await checkpointsOf(options);
      const copied = await copyLog(source, target, onProgress, (a, b) => moving?.pair(a, b));
      const checkpoints = moving === undefined || moving.count === 0 ? 0 : await moving.move();
      return { service, ...copied, checkpoints };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Only between two kinds of store: the checkpoints lie in the one that is PostgreSQL. */
async function checkpointsOf({ from, to, service, checkpoints }: CopyOptions): Promise<Checkpoints | undefined> {
  if (!checkpoints || isPostgres(from) === isPostgres(to)) return undefined;
  return isPostgres(from)
    ? Checkpoints.load(from, service, DIGITS.postgres)
    : Checkpoints.load(to, service, DIGITS.eventstoredb);
}
