import type { When } from '../schema/harm-rules.ts'

/** Members of a condition, each with the words that stand before what it lists. */
const MEMBERS: [keyof When, string][] = [
  ['verbs', 'verb of the class'],
  ['words', 'verb'],
  ['head', 'object'],
  ['any', 'a noun of the object'],
  ['to', 'to'],
  ['from', 'from'],
  ['within', 'inside'],
  ['aspect', 'of it'],
  ['facts', 'fact'],
  ['oneOf', 'one of the facts'],
]

/** The conditions of a rule in words, as the data hold them; empty where there are none. */
export function whenWords(
  when: When & {
    unless?: When | undefined
    lines?: readonly string[] | undefined
    judged?: readonly string[] | undefined
  },
): string {
  const own = membersOf(when, ', ')
  const lines = when.lines ? [`line ${when.lines.join(', ')}`] : []
  const judged = when.judged ? [`rule ${when.judged.join(', ')}`] : []
  const unless = when.unless ? [`unless ${membersOf(when.unless, ', or ')}`] : []
  return [...lines, ...judged, ...(own === '' ? [] : [own]), ...unless].join('; ')
}

function membersOf(when: When, joint: string): string {
  const listed = MEMBERS.flatMap(([member, words]) => {
    const list = when[member]
    return Array.isArray(list) ? [`${words} ${list.join(' or ')}`] : []
  })
  const many = when.many === undefined ? [] : [when.many ? 'several at once' : 'one alone']
  // All facts must hold.
  return [...listed.map((one) => (one.startsWith('fact ') ? one.replaceAll(' or ', ' and ') : one)), ...many].join(
    joint,
  )
}
