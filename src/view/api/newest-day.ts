import type { Site } from '../site.ts'

/** The day of the newest snapshot; undefined without servers. */
export const newestDay = ({ servers }: Pick<Site, 'servers'>): string | undefined =>
  servers
    .map(({ snapshot }) => snapshot.capturedAt)
    .sort()
    .at(-1)
