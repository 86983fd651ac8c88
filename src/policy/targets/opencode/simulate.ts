import { z } from 'zod'
import { matchesGlob } from '../../core/glob.ts'
import { readJson } from '../../core/read-text.ts'
import { type Call, type Mentions, membersBeside, type Simulate } from '../../core/simulation.ts'
import { permissionKey, plain } from './permission-key.ts'

const action = z.enum(['allow', 'ask', 'deny'])
const permission = z.record(z.string(), z.union([action, z.record(z.string(), action)]))
const schema = z.looseObject({
  permission: z.union([action.transform((all) => ({ '*': all })), permission]),
  permissions: z.undefined('V2 permissions are not supported by OpenCode V1').optional(),
})

/** One rule: of several that match, the last one decides. */
interface PermissionRule {
  key: string
  pattern: string
  action: z.output<typeof action>
}

/**
 * What OpenCode 1 does with a tool of a server. A call of such a tool asks about the text `*` alone, so a pattern for arguments
 * matches only where it is made of stars. A tool is hidden where its last rule denies everything.
 * Source: anomalyco/opencode, src/permission/evaluate.ts at 8d037a73 and test/permission/next.test.ts at 01f063f9, read
 * 2026-11-21.
 */
export const simulateOpencode: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const rules = Object.entries(value.permission).flatMap(([key, own]): PermissionRule[] =>
    typeof own === 'string'
      ? [{ key, pattern: '*', action: own }]
      : Object.entries(own).map(([pattern, action]) => ({ key, pattern, action })),
  )
  return {
    call: callBy(rules, serverKey),
    mentions: () => ({
      ...mentionsOf(rules, serverKey),
      extra: [
        ...membersBeside(value, ['$schema', 'permission']),
        ...rules
          .filter(({ pattern }) => pattern !== '*')
          .map(({ key, pattern }) => `${key} has the pattern ${pattern}`),
      ],
    }),
  }
}

/** Names of this server’s tools begin with its key; those of another are cut at the first underscore. */
function mentionsOf(rules: readonly PermissionRule[], serverKey: string): Pick<Mentions, 'named' | 'open'> {
  const own = permissionKey(serverKey, '')
  const keys = rules.map(({ key }) => key)
  return {
    named: keys
      .filter((key) => !isGlob(key))
      .map((key) => {
        const server = key.startsWith(own) ? plain(serverKey) : (key.split('_')[0] as string)
        return { tool: key.slice(server.length + 1), server }
      }),
    open: keys.filter((key) => isGlob(key) && key !== `${own}*`),
  }
}

const isGlob = (key: string) => /[*?]/.test(key)

function callBy(rules: readonly PermissionRule[], serverKey: string): Call {
  // Most keys are plain names, of which there can be hundreds.
  const places = rules.map((rule, place) => ({ ...rule, place }))
  const globs = places.filter(({ key }) => isGlob(key))
  const exact = Map.groupBy(places, ({ key }) => key)
  return (tool, _args, _counters, key = serverKey) => {
    const id = permissionKey(key, tool)
    const own = [...globs.filter((rule) => matchesGlob(rule.key, id)), ...(exact.get(id) ?? [])]
    const matching = own.toSorted((a, b) => b.place - a.place)
    const [last] = matching
    if (last?.pattern === '*' && last.action === 'deny') return 'hide'
    const rule = matching.find(({ pattern }) => matchesGlob(pattern, '*'))
    if (!rule) return 'unset'
    return rule.action === 'allow' ? 'pass' : rule.action
  }
}
