import type { AgencyEntry } from './entries';

/** Finds agencies by whatever people call them: id, slug, name, printed name or alias. */
export const agencyFinder = (agencies: readonly AgencyEntry[]): ((reference: string) => AgencyEntry | undefined) => {
  const names = new Map<string, AgencyEntry>();
  for (const agency of agencies) {
    for (const name of [agency.id, agency.slug, agency.name.zh, agency.name.en, ...agency.aliases]) {
      names.set(name.toLowerCase(), agency);
    }
  }
  return (reference) => names.get(reference.trim().toLowerCase());
};
