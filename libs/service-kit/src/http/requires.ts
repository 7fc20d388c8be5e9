import type { Permission, Resource } from '@sanban/identity';

type PathParams = Readonly<Record<string, string | undefined>>;

/** What a route demands. No rule: nobody may call it. */
export type RouteRule =
  | { access: 'public' }
  | { access: 'permission'; permission: Permission; resource: ((params: PathParams) => Resource) | undefined };

const rules = new WeakMap<object, RouteRule>();

/**
 * The caller needs `permission`. Where the path alone says what the resource is, give `resource` and the guard decides
 * wholly; otherwise it only refuses who has the permission nowhere, and the handler calls {@link authorize} when it
 * knows the resource.
 */
export const Requires = (permission: Permission, resource?: (params: PathParams) => Resource): MethodDecorator =>
  rule({ access: 'permission', permission, resource });

/** Anybody may call it, signed in or not. */
export const Public = (): MethodDecorator => rule({ access: 'public' });

/** For routes under `/agencies/:region/:slug`. */
export const agencyInPath = ({ region, slug }: PathParams): Resource =>
  region === undefined || slug === undefined ? {} : { region, agency: `${region}/${slug}` };

export const routeRule = (handler: object): RouteRule | undefined => rules.get(handler);

const rule =
  (value: RouteRule): MethodDecorator =>
  (_target, _name, descriptor) => {
    if (typeof descriptor.value === 'function') rules.set(descriptor.value, value);
  };
