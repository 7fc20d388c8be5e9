import type { FaultPath } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import type { Responsibility } from '../schema/actions';
import type { Again } from './bracket-lists';

type Noted = NonNullable<Responsibility['duplicates']>[number];

const isOf = (noted: Noted, one: Again): boolean =>
  noted.sameAs === one.sameAs && noted.position === one.position && noted.printed === one.printed;

/** Who is printed again stands in `duplicates`, once for each time, and nobody else. */
export const bracketDuplicates = (noted: readonly Noted[], again: readonly Again[], path: FaultPath): Finding[] => {
  const unnoted = again.flatMap((one): Finding[] => {
    if (noted.some((note) => isOf(note, one))) return [];
    const place = `printed: ${one.printed}, position: ${one.position}, sameAs: ${one.sameAs}`;
    const zh = `原文责任括号中“${one.printed}”重复印出，请在 duplicates 中注明（${place}）。`;
    const en = `The bracket prints "${one.printed}" again: note it under duplicates (${place}).`;
    return [{ path: [...path, 'printed'], code: 'not-listed', zh, en }];
  });
  const unprinted = noted.flatMap((note, index): Finding[] => {
    const first = noted.findIndex((one) => one.sameAs === note.sameAs && one.position === note.position) === index;
    if (first && again.some((one) => isOf(note, one))) return [];
    const zh = `原文责任括号没有在第${note.position}位重复印出“${note.printed}”（${note.sameAs}）。`;
    const en = `The bracket does not print "${note.printed}" (${note.sameAs}) again at position ${note.position}.`;
    return [{ path: [...path, 'duplicates', index, 'sameAs'], code: 'not-printed', zh, en }];
  });
  return [...unnoted, ...unprinted];
};
