import type { AgencyReport } from '@sanban/casework';
import type { Bilingual } from '@sanban/contracts';
import { outcomeSaid, said, stepsSaid, suspensionSaid, type AgencyNames } from '@sanban/service-kit';

/** What an agency said in a report without effect: it is read nowhere else. */
export function reportSaid(report: AgencyReport, names: AgencyNames): Bilingual | null {
  switch (report.type) {
    case 'accepted':
      return null;
    case 'returned':
      return names.returnSaid(report);
    case 'planned':
      return stepsSaid(report.steps);
    case 'progress-reported':
      return said(report.text);
    case 'opinion-given':
      return said(report.opinion);
    case 'resolved':
      return outcomeSaid(report.outcome);
    case 'extension-requested':
      return said(`${report.until} ${report.reason}`);
    case 'suspension-requested':
      return suspensionSaid(report);
  }
}
