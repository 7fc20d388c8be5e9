import { z } from 'zod';
import { FAULTS } from './faults';

/** RFC 3339 instant with offset. */
export const instant = z.iso.datetime({ offset: true }).meta({ examples: ['2022-08-22T09:00:00+08:00'] });
/** A calendar day in Asia/Shanghai. */
export const day = z.iso.date().meta({ examples: ['2022-10-12'] });
/** RFC 9562: written in lower case, read in either; ours are compared as text. */
export const uuid = z.uuid().toLowerCase();
/** GB/T 2260 code of a county, prefecture or province, e.g. `530902`. */
export const regionId = z
  .string()
  .regex(/^\d{6}$/, FAULTS.region.en)
  .meta({ examples: ['530902'] });
/** `<region>/<slug>`. */
export const agencyId = z
  .string()
  .regex(/^\d{6}\/[a-z][a-z0-9-]*$/, FAULTS.agency.en)
  .meta({ examples: ['530902/finance'] });
export const actionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, FAULTS.action.en)
  .meta({ examples: ['finance-benefit'] });
export const measureId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/\d{2,3}$/, FAULTS.measure.en)
  .meta({ examples: ['finance-benefit/01'] });
/** Account id of who acted. */
export const account = z.string().min(1);
/** Revision of a stream: 0 for its first event. */
export const revision = z.int().min(0);
