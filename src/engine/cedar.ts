import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { parse } from 'yaml'
import type { Snippet } from '../policy/formats/format.ts'
import { toolhiveSchema } from '../policy/verify/toolhive.ts'
import type { Engine } from './engine.ts'

/** Cedar itself: parses every policy and authorizes a call of every tool. */
export const cedar: Engine = {
  id: 'cedar',
  name: `cedar-wasm ${cedarWasm.getCedarSDKVersion()}`,
  formats: ['toolhive'],
  async check({ text, effects, rest }: Snippet) {
    const { policies } = toolhiveSchema.parse(parse(text)).cedar
    const staticPolicies = policies.join('\n')
    const parsed = cedarWasm.checkParsePolicySet({ staticPolicies })
    if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message)
    const problems: string[] = []
    const ask = (tool: string, expected: boolean) => {
      const answer = cedarWasm.isAuthorized({
        principal: { type: 'Client', id: 'someone' },
        action: { type: 'Action', id: 'call_tool' },
        resource: { type: 'Tool', id: tool },
        context: {},
        policies: { staticPolicies },
        entities: [],
      })
      if (answer.type === 'failure') problems.push(...answer.errors.map(({ message }) => `${tool}: ${message}`))
      else if ((answer.response.decision === 'allow') !== expected)
        problems.push(`${tool}: Cedar says ${answer.response.decision}`)
    }
    for (const [tool, effect] of effects) ask(tool, effect === 'allow')
    for (const tool of strangers(effects)) ask(tool, rest === 'allow')
    return problems
  },
}

/** Names that nobody gave: one made up, and near-misses of the first named ones. */
export function strangers(effects: ReadonlyMap<string, unknown>): string[] {
  const near = [...effects.keys()].slice(0, 5).flatMap((tool) => [`${tool}_x`, `x${tool}`])
  return ['unnamed', ...near].filter((tool) => !effects.has(tool))
}
