import type { Language } from '../../core/language.ts'
import { lineMutants } from './line-mutants.ts'
import type { Mutant, Subject } from './mutant.ts'
import { treeOf } from './tree.ts'
import { treeMutants } from './tree-mutants.ts'

/** Every mutant of a text, in one place each; a text comes once, whichever changes lead to it. */
export function mutantsOf(text: string, language: Language, subject: Subject): Mutant[] {
  const tree = treeOf(text, language)
  const all = tree ? treeMutants(tree, subject) : lineMutants(text, language, subject)
  const seen = new Set([text, ...(tree ? [tree.print(tree.root)] : [])])
  return all.filter((one) => !seen.has(one.text) && seen.add(one.text))
}
