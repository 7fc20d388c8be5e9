import { Programmes } from '@sanban/service-kit';
import { completed, misfits } from './account-fit';

const programmes = Programmes.load();
const enterprise = { id: '91530902MA6K000019', name: '某企业' };
const account = (rest: Partial<Parameters<typeof misfits>[0]>) =>
  completed({ region: null, agency: null, enterprise: null, roles: [], ...rest });
const fields = (rest: Partial<Parameters<typeof misfits>[0]>) =>
  misfits(account(rest), programmes).map(({ field }) => field);

describe('roles that fit', () => {
  it.each<[string, Partial<Parameters<typeof misfits>[0]>]>([
    ['a handler of an agency', { agency: '530902/tax', roles: ['handler'] }],
    ['a handler who is chief, too', { agency: '530902/tax', region: '530902', roles: ['handler', 'chief'] }],
    ['an officer of the office', { agency: '530000/office', roles: ['officer'] }],
    ['a leader of a region', { region: '530902', roles: ['leader'] }],
    ['an enterprise', { region: '530902', enterprise, roles: ['enterprise'] }],
    ['an operator', { roles: ['operator'] }],
    ['an auditor', { roles: ['auditor'] }],
  ])('%s', (_, given) => expect(misfits(account(given), programmes)).toEqual([]));

  it('the region follows from the agency, a role counts once', () => {
    expect(account({ agency: '530902/tax', roles: ['chief', 'chief'] })).toMatchObject({
      region: '530902',
      roles: ['chief'],
    });
  });
});

describe('roles that do not fit', () => {
  it.each<[string, Partial<Parameters<typeof misfits>[0]>, string[]]>([
    ['a handler without an agency', { region: '530902', roles: ['handler'] }, ['agency']],
    ['a chief of the office', { agency: '530902/office', roles: ['chief'] }, ['agency']],
    ['an officer of another agency', { agency: '530902/tax', roles: ['officer'] }, ['agency']],
    ['an officer without an agency', { region: '530902', roles: ['officer'] }, ['agency']],
    ['an agency of another region', { region: '530000', agency: '530902/tax', roles: ['handler'] }, ['region']],
    ['a leader of nothing', { roles: ['leader'] }, ['region']],
    ['an operator in an agency', { agency: '530902/tax', roles: ['operator'] }, ['agency']],
    ['an enterprise without its code', { region: '530902', roles: ['enterprise'] }, ['enterprise']],
    ['an enterprise without a region', { enterprise, roles: ['enterprise'] }, ['region']],
    ['an enterprise that also leads', { region: '530902', enterprise, roles: ['enterprise', 'leader'] }, ['roles']],
    ['an auditor with an enterprise', { enterprise, roles: ['auditor'] }, ['enterprise']],
    ['a region without a programme', { region: '110000', roles: ['leader'] }, ['region']],
    ['an agency that no pack names', { agency: '530902/taxx', roles: ['handler'] }, ['agency']],
    ['a region and an agency that there are not', { agency: '999999/tax', roles: ['handler'] }, ['region', 'agency']],
  ])('%s', (_, given, expected) => expect(fields(given)).toEqual(expected));

  it('says what was probably meant', () => {
    expect(misfits(account({ agency: '530902/taxx', roles: ['handler'] }), programmes)).toMatchObject([
      { suggestion: '530902/tax' },
    ]);
  });
});
