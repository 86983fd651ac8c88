import type { Condition } from '../../schema/rule.ts'
import type { Json } from '../../schema/tool.ts'
import { re2Literal } from '../../text/re2-literal.ts'
import type { Proposal } from './proposals.ts'
import type { ReaderValues } from './reader-values.ts'

const BRACES = /\{([a-z]+)\}/g

/** That an argument must be left out. */
export const absent = (path: string, says = 'must be left out'): Condition => ({
  path,
  op: 'exists',
  value: false,
  says,
})

/**
 * The conditions of one proposal with the reader's values in place.
 * @param values what the reader gave; must hold what the family needs.
 */
export function conditionsOf({ parameter, family, optional, list }: Proposal, values: ReaderValues): Condition[] {
  if (list) return [absent(parameter, 'must be left out, because the policy cannot check a list')]
  const given = family.needs === undefined ? [] : (values[family.needs] ?? [])
  const says = family.says?.replace(BRACES, () => given.join(' or '))
  const samples = family.samples && {
    passes: family.samples.passes.flatMap((one) =>
      given.length > 0 ? given.map((value) => filled(one, [value])) : [one],
    ),
    refused: family.samples.refused.map(({ value }) => filled(value, given.slice(0, 1))),
  }
  return family.conditions.map(({ op, value, wildcards, refuses }) => ({
    path: parameter,
    op,
    value:
      op === 'regex' ? pattern(String(value), given) : op === 'in' ? alternatives(value, given) : filled(value, given),
    ...(optional ? { optional: true as const } : {}),
    ...(family.needs === undefined && !family.opens ? { dispensable: true as const } : {}),
    ...(family.orElse ? { orElse: family.orElse } : {}),
    ...(wildcards ? { wildcards: { any: spread(wildcards.any, given), none: spread(wildcards.none, given) } } : {}),
    ...(refuses === undefined ? {} : { refuses }),
    ...(says === undefined ? {} : { says }),
    ...(samples ? { samples } : {}),
  }))
}

/** A value with the first of the reader's in place of its braces; alone it keeps its type. */
function filled(value: Json, [first = '']: readonly (string | number)[]): Json {
  if (typeof value !== 'string') return value
  return /^\{[a-z]+\}$/.test(value) ? first : value.replace(BRACES, () => String(first))
}

function alternatives(value: Json, given: readonly (string | number)[]): Json {
  return Array.isArray(value) ? value.flatMap((one) => (/^\{[a-z]+\}$/.test(String(one)) ? [...given] : [one])) : value
}

const spread = (texts: readonly string[], given: readonly (string | number)[]) => [
  ...new Set(
    texts.flatMap((text) =>
      text.includes('{') ? given.map((one) => text.replace(BRACES, () => String(one))) : [text],
    ),
  ),
]

/** A pattern of RE2 with the reader's values as they are. */
function pattern(source: string, given: readonly (string | number)[]): string {
  const escaped = given.map((one) => re2Literal(String(one)))
  return source.replace(BRACES, () => (escaped.length === 1 ? (escaped[0] as string) : `(?:${escaped.join('|')})`))
}
