import type { Assessment } from '../../schema/assessment.ts'
import type { Verdict } from '../../schema/category.ts'
import type { Tool } from '../../schema/tool.ts'
import { assess } from '../analyse.ts'
import type { CompiledRules } from '../compile-rules.ts'
import { serverContext } from '../server-context.ts'
import { tokenise } from '../tokenise.ts'

/** One tool of a group, with what made it what it is. */
export interface Member {
  server: string
  tool: string
  inferred: Assessment
}

/** Tools that are called alike and rated differently. */
export interface Group {
  /** The words of the name, or the deciding verb. */
  key: string
  /** How many tools have each category, most first. */
  counts: [Verdict, number][]
  /** The members outside the commonest category. */
  others: Member[]
}

/** Groups whose members differ in category; hints are left out, because they differ for reasons of their own. */
export interface Consistency {
  tools: number
  groups: number
  /** Same name, in whatever spelling. */
  sameName: Group[]
  /** Same deciding verb of the name; the commonest category is what the verb says. */
  sameVerb: Group[]
}

/** Rates every tool of every server and groups them by name and by the verb of the name. */
export function consistency(
  servers: readonly { server: string; tools: readonly Tool[] }[],
  rules: CompiledRules,
): Consistency {
  const names = new Map<string, Member[]>()
  const verbs = new Map<string, Member[]>()
  const add = (groups: Map<string, Member[]>, key: string, member: Member) => {
    const group = groups.get(key)
    if (group) group.push(member)
    else groups.set(key, [member])
  }
  let count = 0
  for (const { server, tools } of servers) {
    const context = serverContext(server, tools, rules)
    for (const tool of tools) {
      count++
      const member = { server, tool: tool.name, inferred: assess(tool, context, rules, false) }
      add(names, wordsOf(tool.name), member)
      const verb = [...member.inferred.evidence, ...member.inferred.counterEvidence].find(
        ({ rule }) => rule === 'N-VERB',
      )
      if (verb) add(verbs, verb.quote.toLowerCase(), member)
    }
  }
  return {
    tools: count,
    groups: names.size,
    sameName: differing(names),
    sameVerb: differing(verbs),
  }
}

function wordsOf(name: string): string {
  return tokenise(name)
    .map(({ text }) => text)
    .join(' ')
}

function differing(groups: ReadonlyMap<string, Member[]>): Group[] {
  return [...groups]
    .flatMap(([key, members]) => {
      const counts = new Map<Verdict, number>()
      for (const { inferred } of members) counts.set(inferred.category, (counts.get(inferred.category) ?? 0) + 1)
      if (counts.size < 2) return []
      const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      const [commonest] = sorted[0] as [Verdict, number]
      return [{ key, counts: sorted, others: members.filter(({ inferred }) => inferred.category !== commonest) }]
    })
    .sort((a, b) => b.others.length - a.others.length || (a.key < b.key ? -1 : 1))
}
