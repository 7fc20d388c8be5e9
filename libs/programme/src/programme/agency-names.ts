import type { AgencyEntry } from './entries';

/** What tells one name from another: neither its case nor the spaces around it. */
export const nameKey = (name: string): string => name.trim().toLowerCase();

/** Finds agencies by whatever people call them: id, slug, name, printed name or alias. */
export const agencyFinder = (agencies: readonly AgencyEntry[]): ((reference: string) => AgencyEntry | undefined) => {
  const names = new Map<string, AgencyEntry>();
  for (const agency of agencies) {
    for (const name of [agency.id, agency.slug, agency.name.zh, agency.name.en, ...agency.aliases]) {
      names.set(nameKey(name), agency);
    }
  }
  return (reference) => names.get(nameKey(reference));
};
