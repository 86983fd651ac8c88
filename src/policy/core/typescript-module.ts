import { escapeUnseen } from './escape.ts'
import type { LoweredRule } from './lower-rule.ts'
import { conditionCode, limitCode, refusalCode } from './module-code.ts'
import { moduleRule } from './module-rules.ts'
import type { ModuleRule } from './module-simulation.ts'
import type { RenderOptions } from './target.ts'

/** The code of a library around the rules, which are data. */
export interface ModuleCode {
  /** Lines with the imports. */
  imports(refuses: boolean): string
  /**
   * The function that the reader calls.
   * @param refuses whether calls of allowed tools can be refused, so that there is a function `refusal`.
   */
  main(refuses: boolean): string
}

/** The lines between which the rules stand. */
export const BEGIN = 'const rules = new Map<string, Rule>(['
export const END = '])'
const UNLISTED_BEGIN = 'const unlisted: Rule = '

/**
 * A module in TypeScript: rules as JSON, in which a tool can have any name, and code that is the same for all of them.
 */
export function renderModule(
  code: ModuleCode,
  rules: readonly LoweredRule[],
  { defaultEffect }: Pick<RenderOptions, 'defaultEffect'>,
): string {
  const entries = rules.map((one): [string, ModuleRule] => [one.rule.tool, moduleRule(one)])
  const { before, after } = around(code, entries, defaultEffect)
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)}`)
  return escapeUnseen([before, BEGIN, ...(lines.length > 0 ? [lines.join(',\n')] : []), END, after].join('\n'), 'json')
}

/** What an unlisted tool meets, as the data of a rule. */
export const UNLISTED = { allow: { effect: 'allow' }, deny: { effect: 'hide' } } as const

/** What stands before and behind the rules: only the code that they need. */
export function around(code: ModuleCode, entries: readonly [string, ModuleRule][], unlisted: keyof typeof UNLISTED) {
  const conditions = entries.flatMap(([, rule]) => rule.conditions ?? [])
  const limits = entries.flatMap(([, rule]) => rule.limits ?? [])
  const has = {
    reason: entries.some(([, rule]) => rule.reason),
    conditions: conditions.length > 0,
    limits: limits.length > 0,
  }
  const refuses = has.conditions || has.limits
  const type = [
    'interface Rule {',
    "  effect: 'allow' | 'ask' | 'deny' | 'hide'",
    '  reason?: string',
    ...(has.conditions ? ['  conditions?: Condition[]'] : []),
    ...(has.limits ? ['  limits?: Limit[]'] : []),
    '}',
  ]
  const parts = [
    ...(has.conditions ? [conditionCode(new Set(conditions.map(({ op }) => op)))] : []),
    ...(has.limits ? [limitCode] : []),
    ...(refuses ? [refusalCode(has)] : []),
  ]
  return {
    before: `${code.imports(refuses)}\n\n${type.join('\n')}\n\n/** What happens to each tool of the server. */`,
    after: `\n/** What happens to tools that are not listed. */\n${UNLISTED_BEGIN}${JSON.stringify(UNLISTED[unlisted])}\n\n${[code.main(refuses), ...parts].join('\n\n')}\n`,
  }
}

/** The data of such a module, with a way to write other data into its place; undefined for other texts. */
export function moduleData(
  text: string,
): { rules: unknown; unlisted: unknown; print(rules: readonly unknown[], unlisted: unknown): string } | undefined {
  const lines = text.split('\n')
  const begin = lines.indexOf(BEGIN)
  const end = lines.indexOf(END, begin)
  const last = lines.findIndex((line, index) => index > end && line.startsWith(UNLISTED_BEGIN))
  if (begin < 0 || end < 0 || last < 0) return undefined
  return {
    rules: JSON.parse(`[${lines.slice(begin + 1, end).join('\n')}]`),
    unlisted: JSON.parse((lines[last] as string).slice(UNLISTED_BEGIN.length)),
    print: (rules, unlisted) =>
      [
        ...lines.slice(0, begin + 1),
        ...(rules.length > 0 ? [rules.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')] : []),
        ...lines.slice(end, last),
        UNLISTED_BEGIN + JSON.stringify(unlisted),
        ...lines.slice(last + 1),
      ].join('\n'),
  }
}
