// Jest's matchers are of type `any`; these are not.
export const someText: unknown = expect.any(String);
export const containing = (text: string): unknown => expect.stringContaining(text);
export const including = (...items: unknown[]): unknown => expect.arrayContaining(items);
export const having = (members: Record<string, unknown>): unknown => expect.objectContaining(members);
