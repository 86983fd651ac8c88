import type { Manifest, Publisher } from '../schema/manifest.ts'

const KINDS: Record<Publisher['kind'], string> = {
  official: 'Official server',
  reference: 'Reference server',
  community: 'Community server',
}

/** The kind of a server as a label: "Community server". */
export const publisherLabel = ({ kind }: Publisher) => KINDS[kind]

/** Who publishes a server and what its README says of support; empty where neither is known. */
export const supportWords = ({ publisher, support }: Pick<Manifest, 'publisher' | 'support'>): string =>
  `${publisher ? publisherWords(publisher) : ''}${publisher && support ? `; its README says “${support}”` : ''}`

/** Who publishes a server, as a phrase that begins a sentence: "Community server by zereight, not by GitLab". */
export function publisherWords(publisher: Publisher): string {
  const { name, service } = publisher
  return `${publisherLabel(publisher)} by ${name}${service === undefined ? '' : `, not by ${service}`}`
}
