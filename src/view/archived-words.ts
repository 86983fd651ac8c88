import type { Manifest } from '../schema/manifest.ts'
import { dateWords } from './attack-page.ts'

/** What it means that nobody maintains a server any more, in a sentence. */
export const archivedWords = (archived: NonNullable<Manifest['archived']>): string =>
  'since' in archived
    ? `Its source code has been archived since ${dateWords(archived.since)}, so it gets no security updates.`
    : `Its authors call it “${archived.says}”, so expect no security updates.`
