import { Programmes } from '@sanban/service-kit';
import { RoutingTable } from './routing-table';

describe('which service answers', () => {
  const programmes = Programmes.load();
  const table = new RoutingTable(programmes);

  it.each([
    ['/api/v1/requests', 'coordination'],
    ['/api/v1/requests/1/assign', 'coordination'],
    ['/api/v1/ledger/counts', 'coordination'],
    ['/api/v1/agencies/530902/tax/case-files', 'tax'],
    ['/api/v1/agencies/530902/tax/case-files/1/accept', 'tax'],
    ['/api/v1/agencies/530000/hrss/case-files', 'hrss'],
    ['/api/v1/services/transport/health', 'transport'],
    ['/api/v1/agencies', 'gateway'],
    ['/api/v1/sessions', 'gateway'],
    ['/health/ready', 'gateway'],
    ['/api/docs', 'gateway'],
    ['/api/v1/%72equests', 'gateway'],
  ])('%s → %s', (path, service) => expect(table.serviceOf(path)).toBe(service));

  it('sends every agency of every pack to the service that the pack names', () => {
    for (const { agencies } of programmes.all()) {
      for (const { id, service } of agencies) {
        expect(table.serviceOf(`/api/v1/agencies/${id}/case-files`)).toBe(service);
      }
    }
  });

  it.each(['530902/nowhere', '530902/office', '110000/tax', '530902/..'])('knows no case files of %s', (agency) => {
    expect(() => table.serviceOf(`/api/v1/agencies/${agency}/case-files`)).toThrow('unknown-agency');
  });

  it.each([
    '/api/v1/services/nothing/health',
    '/internal/clock',
    '/internal',
    '/%69nternal/clock',
    '/metrics',
    '/%6detrics',
    '/',
  ])('refuses %s', (path) => {
    expect(() => table.serviceOf(path)).toThrow(/not-found|unknown-route/);
  });
});
