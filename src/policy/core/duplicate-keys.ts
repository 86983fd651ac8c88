import { parseDocument } from 'yaml'
import type { finder, LintFinding } from './linter.ts'

/** Members of a JSON file that are there twice: readers keep the last one without a word. A reader of YAML tells. */
export function duplicateKeys(find: ReturnType<typeof finder>, text: string): LintFinding[] {
  return parseDocument(text, { uniqueKeys: true }).errors.flatMap(({ code, pos }) => {
    if (code !== 'DUPLICATE_KEY') return []
    const key = /^"[^"\n]*"/.exec(text.slice(pos[0]))?.[0] ?? 'a key'
    const { line: _, ...finding } = find('duplicate-key', `${key} is there twice, and only the last one counts`)
    return [{ ...finding, line: text.slice(0, pos[0]).split('\n').length }]
  })
}
