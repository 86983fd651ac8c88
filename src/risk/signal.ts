import type { Evidence } from '../schema/assessment.ts'
import type { Category } from '../schema/category.ts'

/** A signal at a place of a text; the quote is cut from that text, so that it can only be what stands there. */
export function signal(
  rule: string,
  category: Category,
  points: number,
  field: string,
  text: string,
  start: number,
  end: number,
): Evidence {
  return { rule, category, points, field, start, end, quote: text.slice(start, end) }
}
