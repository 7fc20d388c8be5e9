import fc from 'fast-check';
import { may, mayAtAll, type Resource } from './may';
import { PERMISSIONS, type Permission } from './permissions';
import { systemPrincipal, type Principal, type Role } from './principal';

const linxiang = '530902';
const office = { user: 'u1', name: '', region: linxiang, agency: `${linxiang}/office`, enterprise: null };
const finance = { ...office, agency: `${linxiang}/finance` };
const company = { ...office, agency: null, enterprise: { id: '91530902MA6K000000', name: '' } };
const nobody = { user: 'u9', name: '', region: null, agency: null, enterprise: null };
const as = (who: Omit<Principal, 'roles'>, ...roles: Role[]): Principal => ({ ...who, roles });

describe('an agency’s staff', () => {
  it.each(['handler', 'chief'] as const)('%s acts on the own agency’s case files only', (role) => {
    const someone = as(finance, role);
    expect(may(someone, 'case-file.accept', { region: linxiang, agency: `${linxiang}/finance` })).toBe(true);
    expect(may(someone, 'case-file.accept', { region: linxiang, agency: `${linxiang}/tax` })).toBe(false);
    expect(may(someone, 'case-file.accept', { region: '530000', agency: '530000/finance' })).toBe(false);
    expect(may(someone, 'case-file.accept', { region: linxiang })).toBe(false);
    expect(may(someone, 'request.assign', { region: linxiang })).toBe(false);
  });
});

describe('the office', () => {
  it('rules its own region’s requests and no agency’s case files', () => {
    const officer = as(office, 'officer');
    expect(may(officer, 'request.assign', { region: linxiang })).toBe(true);
    expect(may(officer, 'request.assign', { region: '530000' })).toBe(false);
    expect(may(officer, 'case-file.accept', { region: linxiang, agency: `${linxiang}/office` })).toBe(false);
  });
});

describe('an enterprise', () => {
  it('sees and follows up its own requests only', () => {
    const enterprise = as(company, 'enterprise');
    expect(may(enterprise, 'request.follow-up', { region: linxiang, enterprise: '91530902MA6K000000' })).toBe(true);
    expect(may(enterprise, 'request.follow-up', { region: linxiang, enterprise: 'another' })).toBe(false);
    expect(may(enterprise, 'request.verify', { region: linxiang, enterprise: '91530902MA6K000000' })).toBe(false);
    expect(may(enterprise, 'ledger.read', { region: linxiang, enterprise: '91530902MA6K000000' })).toBe(false);
  });
});

describe('those who only read', () => {
  it('a leader reads the region, an auditor everything; neither changes anything', () => {
    const leader = as(office, 'leader');
    expect(may(leader, 'ledger.read', { region: linxiang })).toBe(true);
    expect(may(leader, 'ledger.read', { region: '530000' })).toBe(false);
    const auditor = as(nobody, 'auditor');
    expect(may(auditor, 'request.read', { region: '530000' })).toBe(true);
    const writes = PERMISSIONS.filter((permission) => !/\.(read|own)$/.test(permission));
    for (const permission of writes) {
      expect(mayAtAll(leader, permission)).toBe(false);
      expect(mayAtAll(auditor, permission)).toBe(false);
    }
  });
});

it('only an operator manages accounts', () => {
  const roles: Role[] = ['enterprise', 'officer', 'handler', 'chief', 'leader', 'operator', 'auditor', 'system'];
  expect(roles.filter((role) => may(as(office, role), 'account.manage', {}))).toEqual(['operator']);
});

it('an operator runs the system and sees no case', () => {
  const operator = as(nobody, 'operator');
  expect(may(operator, 'operations.act', {})).toBe(true);
  expect(may(operator, 'clock.move', {})).toBe(true);
  expect(may(operator, 'request.read', { region: linxiang })).toBe(false);
});

describe('whatever the principal and the resource', () => {
  const id = fc.constantFrom('a', 'b', 'c');
  const optional = fc.option(id, { nil: undefined });
  const resources: fc.Arbitrary<Resource> = fc.record({ region: optional, agency: optional, enterprise: optional });
  const permissions: fc.Arbitrary<Permission> = fc.constantFrom(...PERMISSIONS);
  const roles: fc.Arbitrary<Role[]> = fc.subarray(['enterprise', 'officer', 'handler', 'chief', 'leader']);
  const principals: fc.Arbitrary<Principal> = fc.record({
    user: id,
    name: fc.constant(''),
    region: fc.option(id),
    agency: fc.option(id),
    enterprise: fc.option(fc.record({ id, name: fc.constant('') })),
    roles,
  });

  it('who has no role, and a service by itself, may do nothing', () => {
    fc.assert(
      fc.property(principals, permissions, resources, (principal, permission, resource) => {
        expect(may({ ...principal, roles: [] }, permission, resource)).toBe(false);
        expect(may(systemPrincipal('finance'), permission, resource)).toBe(false);
      }),
    );
  });

  it('a casework permission never reaches past what is the principal’s own', () => {
    fc.assert(
      fc.property(principals, permissions, resources, (principal, permission, resource) => {
        fc.pre(/^(request|case-file|ledger)\./.test(permission));
        if (!may(principal, permission, resource)) return;
        expect(
          [principal.region === resource.region, principal.agency === resource.agency].includes(true) ||
            principal.enterprise?.id === resource.enterprise,
        ).toBe(true);
      }),
    );
  });

  it('may implies mayAtAll, and a further role never takes a right away', () => {
    fc.assert(
      fc.property(principals, permissions, resources, roles, (principal, permission, resource, more) => {
        if (!may(principal, permission, resource)) return;
        expect(mayAtAll(principal, permission)).toBe(true);
        expect(may({ ...principal, roles: [...principal.roles, ...more] }, permission, resource)).toBe(true);
      }),
    );
  });
});
