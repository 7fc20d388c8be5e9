/** Which of our packages each may import (docs/architecture.md, "The house"). What is not listed is refused by the linter. */
const service = [
  'service-kit',
  'casework',
  'contracts',
  'event-store',
  'messaging',
  'identity',
  'programme',
  'working-calendar',
];
const departments = ['finance', 'tax', 'pboc', 'hrss', 'transport', 'industry', 'agency'];
const services = ['coordination', ...departments, 'gateway'];

export const allowed = {
  'libs/working-calendar': [],
  'libs/programme': ['working-calendar'],
  'libs/casework': ['working-calendar'],
  'libs/embedded-postgres': [],
  'libs/embedded-kafka': [],
  'libs/event-store': [],
  'libs/messaging': ['event-store'],
  'libs/contracts': ['programme', 'casework', 'working-calendar'],
  'libs/identity': ['programme'],
  'libs/service-kit': service.filter((name) => name !== 'service-kit'),
  'libs/department-desk': service,
  'apps/coordination': service,
  ...Object.fromEntries(departments.map((name) => [`apps/${name}`, ['department-desk', ...service]])),
  'apps/gateway': service,
  'apps/cli': ['contracts', 'event-store', 'programme', 'working-calendar', 'casework', 'identity'],
  // The one that mounts the others; wiring only.
  'apps/platform': [
    'service-kit',
    'embedded-postgres',
    'event-store',
    'messaging',
    'contracts',
    'programme',
    ...services,
  ],
};

/** Libraries of the domain know no framework and no I/O. */
export const pure = ['libs/casework', 'libs/working-calendar'];
export const frameworkFree = [...pure, 'libs/programme', 'libs/contracts', 'libs/event-store', 'libs/messaging'];
export const all = [...new Set(Object.keys(allowed).map((path) => path.split('/')[1]))];
