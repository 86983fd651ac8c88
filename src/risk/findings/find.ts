import { type Finding, type FindingLevel, findingLevels } from '../../schema/finding.ts'
import { compare } from '../../text/compare.ts'
import { isSame } from '../../text/same-json.ts'
import type { CompiledRules } from '../compile-rules.ts'
import { checks, gravityOf, textChecks } from './checks.ts'
import { type DefinitionTexts, definitionTexts, MOST_READ } from './definition-texts.ts'
import { nameSpan } from './schema-findings.ts'
import type { Around, Hit, Seen } from './seen.ts'
import { isForeignTool } from './shadowing.ts'
import { saidIn } from './written.ts'

/**
 * Every finding about one definition, gravest first, then by the order of content/risk/findings.yaml. Pure and total; quotes
 * are exactly the characters at their spans. Reads only the texts, and those once.
 */
export function findingsOf(seen: Seen, around: Around, rules: CompiledRules): Finding[] {
  const read = definitionTexts(seen.tool)
  const names = new Set(seen.reading.properties.map(({ name }) => name))
  const found = [
    ...written(read, (name) => around.siblings.has(name) || names.has(name), rules),
    ...parameters(seen, rules),
    ...held(seen, rules),
    ...checked(seen, read, rules),
  ]
  const change = changed(seen, found, around, rules)
  return sorted(change ? [...found, change] : found, rules)
}

/**
 * Findings about what a server tells the model about itself (`instructions` of its initialize answer), with spans in the
 * field `instructions`.
 * @param siblings names of every tool that the server lists.
 */
export function instructionFindings(
  instructions: string,
  siblings: ReadonlySet<string>,
  rules: CompiledRules,
): Finding[] {
  const text = instructions.slice(0, MOST_READ)
  const read = { texts: [{ field: 'instructions', text, hidden: false }], cut: instructions.length > MOST_READ }
  const found = rules.findings.checks.flatMap(({ id, check }) =>
    (textChecks[check]?.(read) ?? []).map((hit) => finding(rules, id, hit)),
  )
  return sorted([...written(read, (name) => siblings.has(name), rules), ...found], rules)
}

/** Whether a finding may be shown by itself: rules about what most definitions have wait for a graver one. */
export function shownAlone(one: Finding, all: readonly Finding[], rules: CompiledRules): boolean {
  const { shown } = ruleOf(rules, one.rule)
  return shown === 'always' || (shown === 'beside' && all.some(({ level }) => rank(level) >= rank('medium')))
}

const rank = (level: FindingLevel) => findingLevels.indexOf(level)

function ruleOf({ findings: { byId } }: CompiledRules, id: string) {
  const rule = byId.get(id)
  if (!rule) throw new Error(`content/risk/findings.yaml has no rule ${id}`)
  return rule
}

function finding(rules: CompiledRules, id: string, { spans, detail, raised = false }: Hit): Finding {
  const rule = ruleOf(rules, id)
  const level = raised ? (rule.raised ?? rule.level) : rule.level
  return { rule: id, level, spans, ...(detail === undefined ? {} : { detail }) }
}

/** The rule that a check belongs to. */
function idOf({ findings: { checks: all } }: CompiledRules, check: (typeof all)[number]['check']): string {
  return (all.find((one) => one.check === check) as (typeof all)[number]).id
}

// As many places of one rule as help a reader.
const MOST_PLACES = 3

/** What the texts say, by rule; and, where a grave thing is said in a place that people do not see, that it is there. */
function written({ texts }: DefinitionTexts, isKnown: (name: string) => boolean, rules: CompiledRules): Finding[] {
  const isForeign = (name: string) => isForeignTool(name, isKnown, rules.lexicon, rules.names.nounCapable)
  const said = saidIn(texts, isForeign, rules.findings)
  if (said.length === 0) return []
  const found = [...Map.groupBy(said, ({ rule }) => rule)].map(([rule, all]) => {
    const detail = all[0]?.detail
    const spans = all.slice(0, MOST_PLACES).map(({ span }) => span)
    return finding(rules, rule, { spans, ...(detail === undefined ? {} : { detail }) })
  })
  const buried = said.filter(({ rule, hidden }) => hidden && rank(ruleOf(rules, rule).level) >= rank('high'))
  if (buried.length > 0)
    found.push(
      finding(rules, idOf(rules, 'hidden-place'), { spans: buried.slice(0, MOST_PLACES).map(({ span }) => span) }),
    )
  return found
}

const MOST_PARAMETERS = 5

/** Rules about the names of parameters. */
function parameters({ reading: { properties } }: Seen, rules: CompiledRules): Finding[] {
  return rules.findings.parameters.flatMap(({ id, regex }) => {
    const hits = properties.filter(({ spelled }) => regex.test(spelled))
    return hits.length > 0 ? [finding(rules, id, { spans: hits.slice(0, MOST_PARAMETERS).map(nameSpan) })] : []
  })
}

/** Rules about what parameters hold. */
function held({ assessment, facts }: Seen, rules: CompiledRules): Finding[] {
  const own = new Set(assessment.traits.map(({ trait }) => trait))
  return rules.findings.facts.flatMap(({ id, facts: ids, traits }) => {
    if (traits && !traits.some((one) => own.has(one))) return []
    const spans = new Map(ids.flatMap((one) => facts.span(one) ?? []).map((span) => [span.field, span]))
    return spans.size > 0 ? [finding(rules, id, { spans: [...spans.values()] })] : []
  })
}

function checked(seen: Seen, read: DefinitionTexts, rules: CompiledRules): Finding[] {
  const found: Finding[] = []
  for (const { id, check } of rules.findings.checks) {
    const hits = textChecks[check]?.(read) ?? checks[check]?.(seen, rules)
    if (hits) for (const hit of hits) found.push(finding(rules, id, hit))
  }
  return found
}

/** What changed since the definition was accepted; graver when its category rose or it has new findings. */
function changed(
  { tool, assessment }: Seen,
  found: readonly Finding[],
  { previous, siblings }: Around,
  rules: CompiledRules,
): Finding | undefined {
  if (!previous) return undefined
  const members = [...new Set([...Object.keys(previous.tool), ...Object.keys(tool)])]
    .filter((key) => !isSame(previous.tool[key], tool[key]))
    .sort()
  if (members.length === 0) return undefined
  const known = new Set(findingsOf(previous, { siblings }, rules).map(({ rule }) => rule))
  const fresh = found.filter(({ rule, level }) => !known.has(rule) && rank(level) >= rank('medium'))
  const before = previous.assessment.category
  const rose = gravityOf(assessment.category) > gravityOf(before)
  const detail = [
    `Changed: ${members.join(', ')}.`,
    ...(rose ? [`The category rose from ${before} to ${assessment.category}.`] : []),
    ...(fresh.length > 0 ? [`New findings: ${fresh.map(({ rule }) => rule).join(', ')}.`] : []),
  ].join(' ')
  return finding(rules, idOf(rules, 'changed'), { spans: [], detail, raised: rose || fresh.length > 0 })
}

function sorted(found: readonly Finding[], { findings: { order } }: CompiledRules): Finding[] {
  const place = ({ rule }: Finding) => order.get(rule) as number
  return [...found].sort(
    (a, b) =>
      rank(b.level) - rank(a.level) || place(a) - place(b) || compare(a.spans[0]?.field ?? '', b.spans[0]?.field ?? ''),
  )
}
