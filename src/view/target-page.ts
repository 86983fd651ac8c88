import type { DefaultEffect, SnippetEffect } from '../policy/core/snippet.ts'
import { type Target, type TargetKind, targetKinds } from '../policy/core/target.ts'
import { lintRules } from '../policy/lint/recognise.ts'
import { tightLimits } from '../policy/recommend/rated-rule.ts'
import { targets } from '../policy/targets/index.ts'
import type { Limits } from '../schema/limits.ts'
import { severities } from '../schema/severity.ts'
import { type PageSnippet, ruleSnippet } from './page-snippet.ts'
import { type PageProof, pageProof } from './proof.ts'
import type { Site, SiteTool } from './site.ts'
import { type BuiltinSnippet, builtinSnippet, type ModeTable, modeTable } from './target-modes.ts'
import { urls } from './urls.ts'

/** What a target does with a rule of one kind. */
interface Capability {
  what: string
  does: string
  /** The same in a word or two. */
  short: string
  /** Whether that is something else than the rule says. */
  limitation: boolean
}

/** Everything that /targets/<target> shows. */
export interface TargetPage {
  target: Target
  href: string
  proof: PageProof
  /** What it can do, tried with made-up rules and read off what the snippets do. */
  capabilities: Capability[]
  /** What each of its modes does to calls. */
  modes: ModeTable | undefined
  /** Rules for the tools that it has itself. */
  builtin: BuiltinSnippet | undefined
  questions: { ask: string; answer: string }[]
  /** What its product takes and does not do; the rules of the linter for it. */
  traps: { title: string; about: string; href: string }[]
  /** A policy for the gravest tools of the catalogue, one server each. */
  examples: { tool: SiteTool; snippet: PageSnippet }[]
}

/** Every target with the address of its page. */
export function targetList() {
  return targets.map((target) => ({ target, href: urls.target(target.id) }))
}

/** What a reader gives as the gateway, for each target that names one. */
export const gatewayWords = (): string => targets.flatMap(({ gateway }) => gateway ?? []).join(', ')

/** The targets by what enforces the policy, as the table of all of them shows it. */
export function targetGroups(site: Pick<Site, 'content'>): { title: string; rows: ReturnType<typeof targetTable> }[] {
  const rows = targetTable(site)
  return targetKinds.map((kind) => ({
    title: KIND_TITLES[kind],
    rows: rows.filter(({ target }) => target.kind === kind),
  }))
}

const KIND_TITLES: Record<TargetKind, string> = {
  client: 'Clients',
  gateway: 'Gateways',
  api: 'APIs and libraries',
}

/** What every target does with a rule of each kind, for one table. */
export function targetTable({ content }: Pick<Site, 'content'>): {
  target: Target
  href: string
  proof: PageProof
  does: { what: string; does: string; limitation: boolean }[]
}[] {
  return targets.map((target) => ({
    target,
    href: urls.target(target.id),
    proof: pageProof(target, content),
    does: capabilities(target, content.limits).map(({ what, short, limitation }) => ({
      what,
      does: short,
      limitation,
    })),
  }))
}

/** The model of one target's page. */
export async function targetPage(site: Site, id: string): Promise<TargetPage> {
  const target = targets.find((one) => one.id === id)
  if (!target) throw new Error(`no target is called ${id}`)
  const examples = await Promise.all(
    gravest(site).map(async (self) => {
      const page = await ruleSnippet(target, self.rule, self, site.content)
      return { tool: self, snippet: { ...page, id: `${self.server.id}-${self.slug}` } }
    }),
  )
  return {
    target,
    href: urls.target(id),
    proof: pageProof(target, site.content),
    capabilities: capabilities(target, site.content.limits),
    modes: modeTable(target),
    builtin: await builtinSnippet(target),
    questions: target.questions.map(({ ask, answer }) => ({
      ask,
      answer: answer.replaceAll('{file}', () => target.fileName('YOUR-SERVER')),
    })),
    traps: lintRules([target])
      .filter(({ id: rule }) => !rule.endsWith('/unreadable'))
      .map(({ id: rule, title, about }) => ({ title, about, href: urls.lintRule(rule) })),
    examples,
  }
}

const DOES: Record<SnippetEffect, string> = {
  allow: 'the call runs',
  limit: 'calls run up to the limit, then they are refused',
  ask: 'the call needs approval',
  deny: 'the call is refused',
  hide: 'the call is refused, and the model does not see the tool',
}

const SHORT: Record<SnippetEffect, string> = {
  allow: 'allows',
  limit: 'limits',
  ask: 'asks',
  deny: 'denies',
  hide: 'hides',
}

function capabilities(target: Target, table: Limits): TargetPage['capabilities'] {
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
  // As in the read-only posture, whose rules allow a call also where a target cannot check it.
  const dispensable = conditions.map((condition) => ({ ...condition, dispensable: true as const }))
  const tool = { name: 'tool', inputSchema: { type: 'object', properties: { amount: { type: 'integer' } } } }
  const tried = [
    { what: 'Allow', rule: { ...base, effect: 'allow' as const } },
    { what: 'Ask (reversible action)', rule: { ...base, effect: 'ask' as const, unattended } },
    { what: 'Ask (irreversible action)', rule: { ...base, effect: 'ask' as const } },
    { what: 'Deny', rule: { ...base, effect: 'deny' as const } },
    { what: 'Hide from the model', rule: { ...base, effect: 'hide' as const } },
    { what: 'Rate limit', rule: { ...base, effect: 'allow' as const, limits } },
    { what: 'Check arguments (required)', rule: { ...base, effect: 'allow' as const, conditions } },
    { what: 'Check arguments (optional)', rule: { ...base, effect: 'allow' as const, conditions: dispensable } },
  ].map(({ what, rule }) => {
    const named = { ...rule, tool: 'tool' }
    const tools = new Map([['tool', tool]])
    const { effects, conditions: checked } = target.render([named], {
      defaultEffect: 'allow',
      wholeServer: true,
      serverKey: 'example',
      tools,
    })
    const effect = effects.get('tool')
    const wanted: SnippetEffect = rule.limits.length > 0 ? 'limit' : rule.effect
    const allowed = effect === 'allow' && rule.conditions.length > 0
    const met = allowed && (checked.get('tool') ?? []).length > 0
    const unchecked = allowed && !met
    const limitation = unchecked || (effect !== wanted && !(wanted === 'deny' && effect === 'hide'))
    if (met) return { what, does: 'only calls with the right arguments run', short: 'yes', limitation: false }
    if (unchecked) return { what, does: 'the call runs without the check', short: 'not checked', limitation }
    return {
      what,
      does: effect ? DOES[effect] : 'the tool cannot be listed',
      short: effect === undefined ? 'no' : limitation ? SHORT[effect] : 'yes',
      limitation: limitation || rule.conditions.length > 0,
    }
  })
  const unlisted = (['deny', 'allow'] as const).map((wanted) => {
    const { defaultEffect } = target.render([], {
      defaultEffect: wanted,
      ...(wanted === 'allow' ? { wholeServer: true } : {}),
      serverKey: 'example',
    })
    const changed = defaultEffect === 'allow' ? target.changesUnlisted : undefined
    const short = defaultEffect === wanted ? 'yes' : UNLISTED_SHORT[defaultEffect]
    return {
      what: wanted === 'deny' ? 'Deny unlisted tools' : 'Leave unlisted tools unchanged',
      does: changed?.does ?? UNLISTED[defaultEffect],
      short: changed?.short ?? short,
      limitation: changed !== undefined || defaultEffect !== wanted,
    }
  })
  return [...tried, ...unlisted]
}

const UNLISTED: Record<DefaultEffect, string> = {
  allow: 'they are not affected',
  ask: 'each call needs approval',
  deny: 'they are refused',
}

const UNLISTED_SHORT: Record<DefaultEffect, string> = { allow: 'unchanged', ask: 'asks', deny: 'denies' }

/** The gravest tool of each of three servers, those with the most tools first. */
function gravest({ servers }: Site): SiteTool[] {
  const level = ({ assessment }: SiteTool) => severities.indexOf(assessment.severity)
  return [...servers]
    .sort((a, b) => b.tools.length - a.tools.length || (a.id < b.id ? -1 : 1))
    .flatMap(({ tools }) => tools.toSorted((a, b) => level(b) - level(a))[0] ?? [])
    .filter(({ assessment }) => assessment.severity === 'Critical')
    .slice(0, 3)
}
