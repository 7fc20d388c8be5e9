import { isCreditCode } from '@sanban/contracts';
import { Programmes } from '@sanban/service-kit';
import { demoAccounts } from './demo-accounts';

describe('the demo’s accounts', () => {
  const programmes = Programmes.load().all();
  const accounts = demoAccounts(programmes);
  const named = (username: string) => accounts.find((account) => account.username === username);

  it('are each there once', () => {
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
  });

  it('play every part of every agency of every pack', () => {
    for (const { region, agencies } of programmes) {
      for (const { id, slug } of agencies) {
        expect(named(`${region}-${slug}-handler`)).toMatchObject({ region, agency: id, roles: ['handler'] });
        expect(named(`${region}-${slug}-chief`)).toMatchObject({ region, agency: id, roles: ['chief'] });
      }
      for (const officer of ['officer', 'officer2']) {
        expect(named(`${region}-office-${officer}`)).toMatchObject({ agency: `${region}/office`, roles: ['officer'] });
      }
      expect(named(`${region}-leader`)).toMatchObject({ region, agency: null, roles: ['leader'] });
    }
    expect(named('auditor')).toMatchObject({ region: null, roles: ['auditor'] });
    expect(named('operator')).toMatchObject({ region: null, roles: ['operator'] });
  });

  it('are enterprises of their own, with a valid 统一社会信用代码', () => {
    const codes = programmes.flatMap(({ region }) =>
      [1, 2, 3, 4, 5].map((n) => named(`${region}-enterprise-${n}`)?.enterpriseId ?? ''),
    );
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(isCreditCode(code)).toBe(true);
  });
});
