import { loadProgrammes, type LoadedProgramme } from '@sanban/programme';
import { Failure } from '../output/failure';

/** @throws Failure `unknown-programme` */
export function findProgramme(id: string): LoadedProgramme {
  const programmes = loadProgrammes();
  const programme = programmes.find((candidate) => candidate.id === id);
  if (programme !== undefined) return programme;
  const known = programmes.map((candidate) => candidate.id).join(', ');
  throw new Failure(
    'unknown-programme',
    `没有方案“${id}”。现有：${known}`,
    `No programme "${id}". There are: ${known}`,
  );
}
