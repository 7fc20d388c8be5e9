import { startCluster } from '../cluster';

/** Starts the cluster in the folder that its argument names, writes its address to the standard output and leaves it running. */
async function main([dir = '']: string[]): Promise<void> {
  const { url } = await startCluster(dir);
  process.stdout.write(url);
}

void main(process.argv.slice(2));
