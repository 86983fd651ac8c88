// The vendors' cases, asked of Cedar itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCases } from '../../src/catalogue/read-cases.ts'
import { agentcoreCedar } from '../../src/engine/cedar-agentcore.ts'
import { toolhiveCedar } from '../../src/engine/cedar-toolhive.ts'
import { GATEWAY } from '../../src/policy/targets/agentcore/render.ts'
import type { TargetCase } from '../../src/schema/cases.ts'
import type { Tool } from '../../src/schema/tool.ts'

const cases = readCases('content')

type Ask = (tool: string, args: Record<string, unknown>, server: string) => boolean

function toolhive({ policy }: TargetCase): Ask | undefined {
  const read = toolhiveCedar(policy)
  return 'ask' in read ? (id, args) => read.ask({ type: 'Tool', id, args }) : undefined
}

/** A case has no definitions: a number is a decimal where its policy compares decimals. */
function agentcore({ policy, server }: TargetCase): Ask | undefined {
  const type = policy.includes('decimal(') ? 'number' : 'integer'
  const names = [...policy.matchAll(/___(\w+)"/g)].map(([, name = '']) => name)
  const properties = Object.fromEntries([...policy.matchAll(/\["(\w+)"\]/g)].map(([, name = '']) => [name, { type }]))
  const definitions = new Map(names.map((name): [string, Tool] => [name, { name, inputSchema: { properties } }]))
  const readFor = (serverKey: string) => agentcoreCedar(policy, { serverKey, gateway: GATEWAY, definitions })
  if (!('ask' in readFor(server))) return undefined
  return (tool, args, key) => {
    const read = readFor(key)
    return 'ask' in read && read.ask(tool, args, 'alone')
  }
}

for (const [id, read] of [
  ['toolhive', toolhive],
  ['toolhive-kubernetes', toolhive],
  ['agentcore', agentcore],
] as const)
  test(`Cedar answers the cases of ${id} as the vendor says`, () => {
    let asked = 0
    for (const one of cases.get(id)?.cases ?? []) {
      if ('refused' in one) continue
      const ask = read(one)
      assert.ok(ask, one.from)
      for (const { tool, arguments: args, outcome, server } of one.calls) {
        // What a limit refuses passes Cedar.
        const expected = outcome === 'pass' || outcome === 'deny'
        assert.equal(ask(tool, args, server ?? one.server), expected, `${one.from}: ${tool} ${JSON.stringify(args)}`)
        asked++
      }
    }
    assert.ok(asked >= 10)
  })

test('Cedar refuses the policies of ToolHive that its tests refuse for their syntax', () => {
  const refused = (cases.get('toolhive')?.cases ?? []).filter(
    (one) => 'refused' in one && one.refused.includes('failed to parse policy'),
  )
  assert.ok(refused.length >= 2)
  for (const one of refused) assert.ok('problems' in toolhiveCedar(one.policy), one.policy)
})
