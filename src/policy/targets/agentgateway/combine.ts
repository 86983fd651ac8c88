import { Document, parse } from 'yaml'
import type { Combine } from '../../core/combine.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import { type Bucket, MAX_ENTRIES } from './buckets.ts'

interface Policies {
  mcpAuthorization: { rules: Record<string, string>[] }
  authorization?: { rules: Record<string, string>[] }
  localRateLimit?: { conditional: ({ condition: string } & Bucket)[] }
}

/** One block for the servers of a route: their rules one after the other, each once, and their limits in as many entries as fit. */
export const joinedPolicies: Combine = {
  join(texts) {
    const all = texts.map((text) => parse(text) as Policies)
    const once = (rules: readonly Record<string, string>[]) => [
      ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
    ]
    const authorization = once(all.flatMap((one) => one.authorization?.rules ?? []))
    const conditional = shared(all.flatMap((one) => one.localRateLimit?.conditional ?? []))
    return quotedYaml(
      new Document({
        mcpAuthorization: { rules: once(all.flatMap((one) => one.mcpAuthorization.rules)) },
        ...(authorization.length > 0 ? { authorization: { rules: authorization } } : {}),
        ...(conditional.length > 0 ? { localRateLimit: { conditional } } : {}),
      }),
    )
  },
}

/** Entries with the same bucket share one where there are too many, which is stricter than a bucket for each. */
function shared<E extends { condition: string } & Bucket>(entries: readonly E[]): E[] {
  if (entries.length <= MAX_ENTRIES) return [...entries]
  const alike = [...Map.groupBy(entries, ({ condition: _, ...bucket }) => JSON.stringify(bucket)).values()]
  const size = Math.ceil(entries.length / Math.max(1, MAX_ENTRIES - alike.length))
  return alike.flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / size) }, (_, index) => {
      const group = some.slice(index * size, (index + 1) * size)
      return { ...(group[0] as E), condition: group.map(({ condition }) => `(${condition})`).join(' || ') }
    }),
  )
}
