const part = (agency: string): string => agency.replace('/', '.');

/** What the system of one agency says to us; only it may write there. @param agency e.g. `530902/tax` */
export const inboundTopic = (agency: string): string => `sanban.inbound.${part(agency)}`;

/** What we say to the system of one agency; only it may read there. */
export const outboundTopic = (agency: string): string => `sanban.outbound.${part(agency)}`;

/** Both topics of every agency that has a system of its own; the key is always the request id. */
export const outsideTopics = (agencies: readonly string[]): string[] =>
  agencies.flatMap((agency) => [inboundTopic(agency), outboundTopic(agency)]);
