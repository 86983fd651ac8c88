import type { Document } from 'yaml'
import { escapeUnseen } from './escape.ts'

/**
 * A document as YAML in which every text that is no key stands between double quotes: only there can an unseen character be
 * written as an escape, and no reader takes a name for something else. The library stays with those that make the document,
 * because targets of other languages share this file's code in browsers.
 */
export function quotedYaml(document: Document): string {
  const quoted = { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const
  return escapeUnseen(document.toString(quoted), 'yaml')
}
