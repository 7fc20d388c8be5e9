import { creditCodeCheck } from '@sanban/contracts';
import type { Role } from '@sanban/identity';
import type { LoadedProgramme } from '@sanban/programme';
import type { Account } from './account.entity';

export const DEMO_PASSWORD = 'sanban-demo';
const ENTERPRISES = 5;

type DemoAccount = Omit<Account, 'passwordHash' | 'passwordCommand' | 'createdAt' | 'disabledAt'>;

/** One account for every part that somebody can play: each agency's handler and chief, the office, the leader, enterprises. */
export function demoAccounts(programmes: readonly LoadedProgramme[]): DemoAccount[] {
  return [
    ...programmes.flatMap(ofProgramme),
    account('auditor', '审计员', ['auditor']),
    account('operator', '运行维护员', ['operator']),
  ];
}

function ofProgramme({ region, jurisdiction, office, agencies }: LoadedProgramme): DemoAccount[] {
  const place = jurisdiction.name.zh;
  const staff = agencies.flatMap(({ id, slug, name }) => [
    account(`${region}-${slug}-handler`, `${name.zh}承办人`, ['handler'], { region, agency: id }),
    account(`${region}-${slug}-chief`, `${name.zh}负责人`, ['chief'], { region, agency: id }),
  ]);
  const officers = ['officer', 'officer2'].map((part, index) =>
    account(`${region}-office-${part}`, `${office.name.zh}专员${index + 1}`, ['officer'], {
      region,
      agency: office.id,
    }),
  );
  const enterprises = Array.from({ length: ENTERPRISES }, (_, index) => enterprise(region, place, index + 1));
  return [...officers, account(`${region}-leader`, `${place}领导`, ['leader'], { region }), ...staff, ...enterprises];
}

/** Its 统一社会信用代码 is invented, with a valid check character. */
function enterprise(region: string, place: string, number: number): DemoAccount {
  const body = `91${region}MA6K0000${number}`;
  const name = `${place}示例企业${number}`;
  return account(`${region}-enterprise-${number}`, name, ['enterprise'], {
    region,
    enterpriseId: `${body}${creditCodeCheck(body) ?? ''}`,
    enterpriseName: name,
  });
}

const account = (username: string, name: string, roles: Role[], rest: Partial<DemoAccount> = {}): DemoAccount => ({
  id: username,
  username,
  name,
  roles,
  region: null,
  agency: null,
  enterpriseId: null,
  enterpriseName: null,
  demo: true,
  ...rest,
});
