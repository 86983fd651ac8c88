import { Environment } from '@marcbachmann/cel-js'
import { parse } from 'yaml'
import type { Snippet } from '../policy/core/snippet.ts'
import { agentgatewaySchema } from '../policy/targets/agentgateway/simulate.ts'
import type { Engine } from './engine.ts'
import { unlistedTools } from './unlisted-tools.ts'

const environment = new Environment().registerVariable('mcp', 'map')

/** A CEL engine: evaluates the requirements for every tool, and for what is no call of a tool. */
export const cel: Engine = {
  id: 'cel',
  name: '@marcbachmann/cel-js 8.0.0',
  targets: ['agentgateway'],
  async check({ text, effects, defaultEffect, serverKey }: Snippet) {
    const { rules } = agentgatewaySchema.parse(parse(text)).mcpAuthorization
    const programs = rules.map(({ require }) => environment.parse(require))
    const problems: string[] = []
    const ask = (what: string, mcp: Record<string, unknown>, expected: boolean) => {
      const holds = programs.every((program) => program({ mcp }) === true)
      if (holds !== expected) problems.push(`${what}: CEL says ${holds}`)
    }
    const call = (name: string, target = serverKey) => ({ tool: { name, target } })
    for (const [tool, effect] of effects) {
      ask(tool, call(tool), effect === 'allow')
      ask(`${tool} of another server`, call(tool, `${serverKey}x`), true)
    }
    for (const tool of unlistedTools(effects)) ask(tool, call(tool), defaultEffect === 'allow')
    ask('a prompt', { prompt: { name: 'p', target: serverKey } }, true)
    ask('a prompt beside an empty tool', { tool: null, prompt: { name: 'p', target: serverKey } }, true)
    return problems
  },
}
