import type { LoadedProgramme, ResponsibilityEntry } from '@sanban/programme';

type Names = Pick<LoadedProgramme, 'agency' | 'groups'>;

/** Who answers for an action or a measure: all that its bracket prints, a kind of role a line. */
export function responsibilityText(of: ResponsibilityEntry, { agency, groups }: Names): string[] {
  const nameOf = (id: string): string => {
    const name = agency(id)?.name.zh ?? id;
    // Of one printed lead nothing is to be said: it leads.
    return id === of.lead && of.leads.length !== 1 ? `${name}（默认牵头）` : name;
  };
  const groupNames = of.groups.map((id) => groups.find((group) => group.id === id)?.name.zh ?? id);
  return [
    line('牵头', of.leads.length > 0 ? of.leads.map(nameOf) : of.lead === null ? ['由办公室指定'] : []),
    line('配合', of.cooperating.map(nameOf)),
    line('责任', of.responsible.map(nameOf)),
    line('单位组', groupNames),
    line('未列全', of.others === null ? [] : [`“${of.others}”`]),
  ].flat();
}

const line = (role: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${role} ${names.join('、')}`];
