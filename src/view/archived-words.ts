import type { Manifest } from '../schema/manifest.ts'
import { dateWords } from './attack-page.ts'

/** What it means that nobody maintains a server any more, in a sentence. */
export const archivedWords = ({ since }: NonNullable<Manifest['archived']>): string =>
  `Its source code has been archived since ${dateWords(since)}, so it gets no security updates.`

/** What it means that its own README ends a package, in a sentence. */
export const deprecatedWords = ({ says }: NonNullable<Manifest['deprecated']>): string =>
  `Its authors call it “${says}”, so expect no security updates.`

/** What a manifest says of the end of its server; empty where somebody maintains it. */
export const endWords = ({ archived, deprecated }: Pick<Manifest, 'archived' | 'deprecated'>): string =>
  archived ? archivedWords(archived) : deprecated ? deprecatedWords(deprecated) : ''
