/** The services that keep agencies' case files; each agency of a pack names the one that serves it. */
export const DEPARTMENT_SERVICES = ['finance', 'tax', 'pboc', 'hrss', 'transport', 'industry', 'agency'] as const;
export type DepartmentService = (typeof DEPARTMENT_SERVICES)[number];

/** Every service with a door of its own. */
export const SERVICES = ['coordination', ...DEPARTMENT_SERVICES, 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const isDepartmentService = (name: string): name is DepartmentService =>
  DEPARTMENT_SERVICES.some((service) => service === name);
