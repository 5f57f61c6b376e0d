import * as v from 'valibot';

/** What a site says of itself: `GET /api/sites/:site`. */
export const Site = v.object({
  site: v.string(),
  name: v.string(),
  accent: v.nullable(v.string()),
  topics: v.array(v.object({ id: v.string(), label: v.object({ de: v.string(), en: v.string() }) })),
  staffed: v.boolean(),
});
