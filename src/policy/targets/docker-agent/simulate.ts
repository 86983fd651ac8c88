import { z } from 'zod'
import { valueAt } from '../../core/conditions.ts'
import { matchesGlob } from '../../core/glob.ts'
import { readYaml } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { agentTool, isPlainName } from './render.ts'

const list = z.array(z.string()).default([])
const schema = z.looseObject({ permissions: z.strictObject({ allow: list, ask: list, deny: list }) })

interface Pattern {
  tool: string
  args: { name: string; glob: string }[]
}

/**
 * A denial, then an approval, then a question; else the mode decides. Patterns are globs, compared without regard to case;
 * `tool:argument=glob` matches only calls with such arguments. A character class is not read here, and neither is the stop of a
 * star at a slash.
 * Source: docker/docker-agent, pkg/permissions/permissions.go with permissions_test.go at 0d76412a and pkg/tools/mcp/mcp.go,
 * read 2026-11-21.
 */
export const simulateDockerAgent: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, schema)
  if (!value) return { problems }
  const { permissions } = value
  const lists = { deny: [], allow: [], ask: [] } as Record<'deny' | 'allow' | 'ask', Pattern[]>
  for (const key of ['deny', 'allow', 'ask'] as const)
    for (const written of permissions[key]) {
      if (/[[\\]/.test(written)) problems.push(`permissions.${key}: ${written} has a character class or an escape`)
      else lists[key].push(patternOf(written))
    }
  return simulation(problems, () => {
    const [denied, allowed, asked] = [matcher(lists.deny), matcher(lists.allow), matcher(lists.ask)]
    return {
      call(tool, args, _counters, key = serverKey) {
        const name = agentTool(key, tool).toLowerCase()
        if (denied(name, args)) return 'deny'
        if (allowed(name, args)) return 'pass'
        return asked(name, args) ? 'ask' : 'unset'
      },
      mentions: () => ({
        named: [...permissions.deny, ...permissions.allow, ...permissions.ask].filter(isPlainName).map((name) => {
          const own = agentTool(serverKey, '')
          const server = name.startsWith(own) ? serverKey : (name.split('_')[0] as string)
          return { tool: name.slice(server.length + 1), server }
        }),
        open: [...permissions.deny, ...permissions.allow, ...permissions.ask].filter((name) => !isPlainName(name)),
        extra: membersBeside(value, ['permissions']),
      }),
    }
  })
}

function patternOf(written: string): Pattern {
  const [tool = '', ...parts] = written.split(':')
  const args = parts.map((part) => {
    const at = part.indexOf('=')
    return { name: part.slice(0, at), glob: part.slice(at + 1).toLowerCase() }
  })
  return { tool: tool.toLowerCase(), args }
}

/** Whether one of the patterns matches a call. Most are plain names, of which there can be hundreds. */
function matcher(patterns: readonly Pattern[]): (name: string, args: unknown) => boolean {
  const plain = new Set(
    patterns.filter(({ tool, args }) => args.length === 0 && isPlainName(tool)).map(({ tool }) => tool),
  )
  const others = patterns.filter(({ tool, args }) => args.length > 0 || !isPlainName(tool))
  return (name, args) =>
    plain.has(name) ||
    others.some(
      (one) =>
        matchesGlob(one.tool, name) &&
        one.args.every(({ name: argument, glob }) => {
          const actual = valueAt(args, argument)
          return actual !== undefined && actual !== null && matchesGlob(glob, String(actual).toLowerCase())
        }),
    )
}
