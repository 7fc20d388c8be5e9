import { join } from 'node:path';
import type { Fault } from '../faults/fault';
import { checkProgrammes } from '../loading/load';
import { packsFolder } from './sample-pack';

/** The faults of a pack in one file, `sample.yaml`. */
export const faultsOf = (text: string): Fault[] => {
  const folder = packsFolder({ 'sample.yaml': text });
  return checkProgrammes([join(folder, 'sample.yaml')]).faults;
};
