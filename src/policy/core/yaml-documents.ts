import type { Combine } from './combine.ts'

const DOCUMENT_END = '---\n'

/** YAML documents one after the other. */
export const yamlDocuments: Combine = {
  join: (texts) => texts.join(DOCUMENT_END),
  split: (text) => text.split(DOCUMENT_END),
}
