import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf } from './jvm';
import { KafkaNode } from './node';
import { freePorts } from './ports';

/**
 * Makes the archive where there is none, with a broker that is started and stopped once for it (some 8 s). A JVM that
 * cannot use it, as after an upgrade, goes without.
 */
export async function archiveClasses(jars: string): Promise<void> {
  if (existsSync(archiveOf(jars))) return;
  const dir = mkdtempSync(join(tmpdir(), 'sanban-kafka-classes-'));
  const partial = `${archiveOf(jars)}.${process.pid}`;
  try {
    const [clientPort = 0, controllerPort = 0] = await freePorts(2);
    const plan = { id: 1, clientPort, controllerPort, dir };
    const node = new KafkaNode(plan, jars, [`-XX:ArchiveClassesAtExit=${partial}`]);
    node.prepare(randomBytes(16).toString('base64url'), [plan]);
    await node.start();
    // Written as the broker ends; not at all where the JVM may not write there. Half an archive aborts every JVM that uses it.
    if ((await node.stop()) && existsSync(partial)) renameSync(partial, archiveOf(jars));
  } finally {
    rmSync(partial, { force: true });
    rmSync(dir, { recursive: true, force: true });
  }
}
