import { Document, visit } from 'yaml'
import { escapeUnseen } from './escape.ts'

/**
 * A value as YAML in which every text that is no key stands between double quotes: only there can an unseen character be
 * written as an escape, and no reader takes a name for something else.
 */
export function quotedYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string') node.type = 'QUOTE_DOUBLE'
    },
  })
  return escapeUnseen(document.toString({ lineWidth: 0 }), 'yaml')
}
