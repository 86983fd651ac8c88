import type { Span } from '../../schema/assessment.ts'
import { type Category, categories } from '../../schema/category.ts'
import { type Finding, type FindingLevel, findingLevels } from '../../schema/finding.ts'
import { descriptionOf, hintsOf, type Tool } from '../../schema/tool.ts'
import type { CompiledRules } from '../compile-rules.ts'
import { type Inferred, inferFrom } from '../infer.ts'
import { type Reading, readingOf } from '../reading.ts'
import type { ServerContext } from '../server-context.ts'
import { textsOf } from '../texts.ts'
import { traitsOf } from '../traits.ts'
import { encodedText } from './base64.ts'
import { hiddenCharacters } from './hidden-characters.ts'
import { hintFindings } from './hint-findings.ts'
import { bundledActions, nameSpan, schemaLack, untyped } from './schema-findings.ts'
import { foreignTools } from './shadowing.ts'
import { type PlacedText, textsOfDefinition } from './strings.ts'

/** What is known around a definition. */
export interface Around {
  context: ServerContext
  /** Names of every tool that the server lists. */
  siblings: ReadonlySet<string>
  /** The definition as it was last accepted. */
  previous?: Tool | undefined
}

/**
 * Every finding about one definition, gravest first, then by the order of content/risk/findings.yaml. Pure and total;
 * quotes are exactly the characters at their spans.
 */
export function findings(tool: Tool, around: Around, rules: CompiledRules): Finding[] {
  const reading = readingOf(tool, around.context, rules)
  const inferred = inferFrom(reading, around.context, rules, false)
  const texts = textsOfDefinition(tool)
  const found: Finding[] = [
    ...hidden(texts, rules),
    ...written(texts, rules),
    ...named(tool, reading, around, rules),
    ...schema(tool, reading, rules),
    ...traits(reading, inferred, rules),
    ...hintFindings(hintsOf(tool), inferred).map((one) => finding(rules, one.rule, one.spans, one.detail)),
  ]
  const change = changed(tool, found, inferred, around, rules)
  return sorted(change ? [...found, change] : found, rules)
}

/** Whether a finding may be shown by itself: rules about what most definitions have wait for a graver one. */
export function shownAlone(one: Finding, all: readonly Finding[], rules: CompiledRules): boolean {
  const { shown } = ruleOf(rules, one.rule)
  return shown === 'always' || (shown === 'beside' && all.some(({ level }) => rank(level) >= rank('medium')))
}

const rank = (level: FindingLevel) => findingLevels.indexOf(level)

function ruleOf(rules: CompiledRules, id: string) {
  const rule = rules.findings.get(id)
  if (!rule) throw new Error(`content/risk/findings.yaml has no rule ${id}`)
  return rule
}

function finding(rules: CompiledRules, rule: string, spans: Span[], detail?: string, level?: FindingLevel): Finding {
  return { rule, level: level ?? ruleOf(rules, rule).level, spans, ...(detail === undefined ? {} : { detail }) }
}

function hidden(texts: readonly PlacedText[], rules: CompiledRules): Finding[] {
  return hiddenCharacters(texts).map(({ rule, span, detail }) => finding(rules, rule, [span], detail))
}

function written(texts: readonly PlacedText[], rules: CompiledRules): Finding[] {
  const found: Finding[] = []
  for (const { id, regex } of rules.textFindings) {
    for (const { field, text, schema } of texts) {
      const match = regex.exec(text)
      if (!match) continue
      const span = { field, start: match.index, end: match.index + match[0].length, quote: match[0] }
      const { level, shown, title } = ruleOf(rules, id)
      if (!schema) found.push(finding(rules, id, [span]))
      else if (shown === 'always') found.push(finding(rules, 'F-SCHEMA-TEXT', [span], `${title}: rule ${id}.`, level))
      break
    }
  }
  for (const { span, detail } of encodedText(texts).slice(0, 1)) found.push(finding(rules, 'F-BASE64', [span], detail))
  return found
}

const NAME = /^[A-Za-z0-9_.-]{1,128}$/
const LONG = 2000

function named(tool: Tool, reading: Reading, { siblings }: Around, rules: CompiledRules): Finding[] {
  const found: Finding[] = []
  const { name } = tool
  const whole = (field: string, text: string) => ({ field, start: 0, end: text.length, quote: text })
  const known = new Set([...siblings, ...reading.properties.map((property) => property.name)])
  const foreign = foreignTools(tool, known, rules.lexicon, rules.names.nounCapable)
  if (foreign.length > 0) found.push(finding(rules, 'F-SHADOWING', foreign))
  const mixed =
    /(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]+/u.exec(
      name.slice(0, 500),
    )
  if (mixed) {
    const span = { field: 'name', start: mixed.index, end: mixed.index + mixed[0].length, quote: mixed[0] }
    found.push(finding(rules, 'F-MIXED-SCRIPT', [span], codePoints(mixed[0])))
  }
  if (!NAME.test(name)) found.push(finding(rules, 'F-NAME-FORM', name === '' ? [] : [whole('name', name)]))
  const description = descriptionOf(tool)
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  if (description.trim() === '') found.push(finding(rules, 'F-NO-DESCRIPTION', []))
  else if (
    (description.trim().length < 20 && !/[\u3040-\u9fff\uac00-\ud7af]/.test(description)) ||
    (description.length < 400 && plain(description) === plain(name))
  )
    found.push(finding(rules, 'F-THIN-DESCRIPTION', [whole('description', description)]))
  if (description.length > LONG)
    found.push(finding(rules, 'F-LONG', [], `${description.length.toLocaleString('en')} characters.`))
  return found
}

function codePoints(text: string): string {
  return [...text]
    .filter((char) => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(char))
    .slice(0, 8)
    .map((char) => `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')
}

function schema(tool: Tool, { properties }: Reading, rules: CompiledRules): Finding[] {
  const found: Finding[] = []
  for (const { id, regex } of rules.parameterFindings) {
    const hits = properties.filter(({ spelled }) => regex.test(spelled))
    if (hits.length > 0) found.push(finding(rules, id, hits.slice(0, 5).map(nameSpan)))
  }
  const open = untyped(tool, properties)
  if (open.length > 0) found.push(finding(rules, 'F-UNTYPED', open))
  const lack = schemaLack(tool, properties)
  if (lack !== undefined) found.push(finding(rules, 'F-NO-SCHEMA', [], lack))
  const bundled = bundledActions(properties, rules.action, rules.lexicon)
  if (bundled.length > 0) found.push(finding(rules, 'F-BUNDLED-ACTIONS', bundled))
  return found
}

const FREE = {
  'free-command': 'F-FREE-CODE',
  'free-sql': 'F-FREE-CODE',
  'free-url': 'F-FREE-URL',
  'free-path': 'F-FREE-PATH',
} as const

function traits(reading: Reading, inferred: Inferred, rules: CompiledRules): Finding[] {
  const signals = [...inferred.evidence, ...inferred.counterEvidence]
  const own = traitsOf({ reading, texts: textsOf(reading), category: inferred.category, signals }, rules)
  const byRule = new Map<string, Span[]>()
  for (const { trait, field, start, end, quote } of own) {
    const rule = Object.hasOwn(FREE, trait) ? FREE[trait as keyof typeof FREE] : undefined
    if (rule) byRule.set(rule, [...(byRule.get(rule) ?? []), { field, start, end, quote }])
  }
  return [...byRule].map(([rule, spans]) => finding(rules, rule, spans))
}

function changed(
  tool: Tool,
  found: readonly Finding[],
  inferred: Inferred,
  { previous, ...around }: Around,
  rules: CompiledRules,
): Finding | undefined {
  if (!previous) return undefined
  const members = [...new Set([...Object.keys(previous), ...Object.keys(tool)])]
    .filter((key) => JSON.stringify(previous[key]) !== JSON.stringify(tool[key]))
    .sort()
  if (members.length === 0) return undefined
  const before = inferFrom(readingOf(previous, around.context, rules), around.context, rules, false)
  const known = new Set(findings(previous, around, rules).map(({ rule }) => rule))
  const fresh = found.filter(({ rule, level }) => !known.has(rule) && rank(level) >= rank('medium'))
  const gravity = (category: Inferred['category']) =>
    category === 'Unclassified' ? -1 : categories.indexOf(category as Category)
  const rose = gravity(inferred.category) > gravity(before.category)
  const detail = [
    `Changed: ${members.join(', ')}.`,
    ...(rose ? [`The category rose from ${before.category} to ${inferred.category}.`] : []),
    ...(fresh.length > 0 ? [`New findings: ${fresh.map(({ rule }) => rule).join(', ')}.`] : []),
  ].join(' ')
  return finding(rules, 'F-CHANGED', [], detail, rose || fresh.length > 0 ? 'high' : undefined)
}

function sorted(found: readonly Finding[], rules: CompiledRules): Finding[] {
  const order = [...rules.findings.keys()]
  return [...found].sort(
    (a, b) =>
      rank(b.level) - rank(a.level) ||
      order.indexOf(a.rule) - order.indexOf(b.rule) ||
      ((a.spans[0]?.field ?? '') < (b.spans[0]?.field ?? '') ? -1 : 1),
  )
}
