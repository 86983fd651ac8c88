import type { Format, Snippet, SnippetEffect } from '../policy/core/target.ts'
import { tightLimits } from '../policy/recommend/rated-rule.ts'
import { formats } from '../policy/targets/index.ts'
import type { Limits } from '../schema/limits.ts'
import { severities } from '../schema/severity.ts'
import { checkedBy } from './checked-by.ts'
import { type PageSnippet, ruleSnippet } from './page-snippet.ts'
import type { Site, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** What a format does with a rule of one kind. */
interface Ability {
  what: string
  does: string
  /** The same in a word or two. */
  short: string
  /** Whether that is something else than the rule says. */
  loss: boolean
}

/** Everything that /formats/<format> shows. */
export interface FormatPage {
  format: Format
  href: string
  verifiedBy: string
  /** What it can do, tried with made-up rules and read off what the snippets do. */
  abilities: Ability[]
  questions: { ask: string; answer: string }[]
  /** What its product takes and does not do; the rules of the linter for it. */
  traps: { title: string; about: string; href: string }[]
  /** A policy for the gravest tools of the catalogue, one server each. */
  examples: { tool: SiteTool; snippet: PageSnippet }[]
}

/** Every format with the address of its page. */
export function formatList() {
  return formats.map((format) => ({ format, href: urls.format(format.id) }))
}

/** What every format does with a rule of each kind, for one table. */
export function formatTable({ content: { limits } }: Pick<Site, 'content'>): {
  format: Format
  href: string
  does: { what: string; does: string; loss: boolean }[]
}[] {
  return formats.map((format) => ({
    format,
    href: urls.format(format.id),
    does: abilities(format, limits).map(({ what, short, loss }) => ({ what, does: short, loss })),
  }))
}

/** The model of one format's page. */
export async function formatPage(site: Site, id: string): Promise<FormatPage> {
  const format = formats.find((one) => one.id === id)
  if (!format) throw new Error(`no format is called ${id}`)
  const examples = await Promise.all(
    gravest(site).map(async (self) => {
      const page = await ruleSnippet(format, self.rule, self, site.content.verified)
      return { tool: self, snippet: { ...page, id: `${self.server.id}-${self.slug}` } }
    }),
  )
  return {
    format,
    href: urls.format(id),
    verifiedBy: checkedBy(id, site.content.verified),
    abilities: abilities(format, site.content.limits),
    questions: (Object.hasOwn(site.content.questions.formats, id)
      ? (site.content.questions.formats[id] ?? [])
      : []
    ).map(({ ask, answer }) => ({ ask, answer: answer.replaceAll('{file}', () => format.fileName('YOUR-SERVER')) })),
    traps: site.content.lint
      .filter(({ target, id: rule }) => target === id && !rule.endsWith('/unreadable'))
      .map(({ id: rule, title, about }) => ({ title, about, href: urls.lintRule(rule) })),
    examples,
  }
}

const DOES: Record<SnippetEffect, string> = {
  allow: 'the call passes',
  limit: 'calls pass until the limit, and are refused then',
  ask: 'a person is asked',
  deny: 'the call is refused',
  hide: 'the call is refused, and the tool is not offered to the model',
}

const SHORT: Record<SnippetEffect, string> = {
  allow: 'passes',
  limit: 'limits',
  ask: 'asks',
  deny: 'denies',
  hide: 'hides',
}

function abilities(format: Format, table: Limits): FormatPage['abilities'] {
  const { limits, effectWithoutLimit } = table.severities.Medium
  const base = {
    server: 'example',
    limits: [],
    conditions: [],
    effectWithoutLimit,
    unattended: [],
    reason: 'An example.',
    because: [],
  }
  const unattended = tightLimits(table)
  const conditions = [{ path: 'amount', op: 'lte' as const, value: 100 }]
  const tool = { name: 'tool', inputSchema: { type: 'object', properties: { amount: { type: 'integer' } } } }
  const tried = [
    { what: 'Allow', rule: { ...base, effect: 'allow' as const } },
    { what: 'Ask, for an act that you can undo', rule: { ...base, effect: 'ask' as const, unattended } },
    { what: 'Ask, for an act that you cannot undo', rule: { ...base, effect: 'ask' as const } },
    { what: 'Deny', rule: { ...base, effect: 'deny' as const } },
    { what: 'Hide from the model', rule: { ...base, effect: 'hide' as const } },
    { what: 'Limit how often', rule: { ...base, effect: 'allow' as const, limits } },
    { what: 'Look at arguments', rule: { ...base, effect: 'allow' as const, conditions } },
  ].map(({ what, rule }) => {
    const named = { ...rule, tool: 'tool' }
    const tools = new Map([['tool', tool]])
    const { effects } = format.render([named], { rest: 'allow', serverKey: 'example', tools })
    const effect = effects.get('tool')
    const wanted: SnippetEffect = rule.limits.length > 0 ? 'limit' : rule.effect
    const met =
      effect === 'allow' && rule.conditions.length > 0 ? 'only calls with the right arguments pass' : undefined
    const loss = effect !== wanted && !(wanted === 'deny' && effect === 'hide')
    const short = met ? 'yes' : effect === undefined ? 'no' : loss ? SHORT[effect] : 'yes'
    return {
      what,
      does: met ?? (effect ? DOES[effect] : 'the tool cannot be named'),
      short,
      loss: met ? false : loss || rule.conditions.length > 0,
    }
  })
  const denying = format.render([], { rest: 'deny', serverKey: 'example' }).rest
  const leaving = format.render([], { rest: 'allow', serverKey: 'example' }).rest
  return [
    ...tried,
    {
      what: 'Deny tools that are not listed',
      does: OTHERS[denying],
      short: { allow: 'as before', ask: 'asks', deny: 'yes' }[denying],
      loss: denying !== 'deny',
    },
    {
      what: 'Leave tools that are not listed as they were',
      does: OTHERS[leaving],
      short: { allow: 'yes', ask: 'asks', deny: 'denies' }[leaving],
      loss: leaving !== 'allow',
    },
  ]
}

const OTHERS: Record<Snippet['rest'], string> = {
  allow: 'they stay as they were',
  ask: 'each call needs approval',
  deny: 'they are refused',
}

/** The gravest tool of each of three servers, those with the most tools first. */
function gravest({ servers }: Site): SiteTool[] {
  const level = ({ assessment }: SiteTool) => severities.indexOf(assessment.severity)
  return [...servers]
    .sort((a, b) => b.tools.length - a.tools.length || (a.id < b.id ? -1 : 1))
    .flatMap(({ tools }) => tools.toSorted((a, b) => level(b) - level(a))[0] ?? [])
    .filter(({ assessment }) => assessment.severity === 'Critical')
    .slice(0, 3)
}
