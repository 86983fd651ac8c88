import type { Span } from '../schema/assessment.ts'
import { plainText } from './segments.ts'

const MAX_CHARS = 80

/** Words of a definition between quotation marks, with what they are where they are no text: the parameter “path”. */
export function quoted({ field, quote }: Pick<Span, 'field' | 'quote'>): string {
  const text = plainText(quote.replace(/\s+/g, ' ').replace(/^[\s_.-]+|[\s_.-]+$/g, ''))
  const short = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS).toWellFormed().trimEnd()}…` : text
  return `${kindOf(field)}“${short}”`
}

function kindOf(field: string): string {
  if (!field.startsWith('/')) return ''
  if (field.startsWith('/annotations')) return 'the hint '
  return /\/(enum\/\d+|const)$/.test(field) ? 'the value ' : 'the parameter '
}
