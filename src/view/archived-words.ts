import type { Manifest } from '../schema/manifest.ts'
import { dateWords } from './attack-page.ts'

/** What it means that nobody maintains a server any more, in a sentence. */
export const archivedWords = ({ since }: NonNullable<Manifest['archived']>): string =>
  `Its source code has been archived since ${dateWords(since)}, so it gets no security updates.`
