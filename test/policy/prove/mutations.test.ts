import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mutations } from '../../../src/policy/prove/mutations.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import type { Condition, Rule } from '../../../src/schema/rule.ts'
import type { Tool } from '../../../src/schema/tool.ts'
import { rule } from '../rule.ts'

const own = (type: string): Tool => ({
  name: 'x',
  inputSchema: { type: 'object', properties: { it: { type } }, required: ['it'] },
})
const checked = (name: string, type: string, condition: Omit<Condition, 'path'>) => ({
  ...rule(name, 'allow'),
  conditions: [{ path: 'it', ...condition }],
  tool: name,
  type,
})

const rules: (Rule & { type?: string })[] = [
  rule('delete_orders', 'deny'),
  rule('update_orders', 'ask'),
  { ...rule('move_orders', 'ask'), unattended: [{ max: 10, per: 'hour' as const }] },
  // Where calls cannot be counted they pass, so that a client has to name the tool.
  { ...rule('count_orders', 'allow', [{ max: 60, per: 'minute' }]), effectWithoutLimit: 'allow' as const },
  checked('read_orders', 'integer', { op: 'lte', value: 100, dispensable: true }),
  checked('find_orders', 'string', {
    op: 'regex',
    value: '^/a(/[a-z]*)*$',
    dispensable: true,
    wildcards: { any: ['/a', '/a/*'], none: [] },
    samples: { passes: ['/a/b'], refused: ['/ab', '/b', 'x/a/b'] },
  }),
]
const definitions = ({ tool, type = 'string' }: (typeof rules)[number]) => new Map([[tool, own(type)]])

for (const target of targets)
  test(`what breaks a snippet of ${target.id} is found`, () => {
    for (const one of rules) {
      const snippet = target.render([one], { defaultEffect: 'allow', serverKey: 'shop', tools: definitions(one) })
      for (const mutation of mutations) {
        const text = mutation.apply(snippet.text, one.tool)
        if (text === snippet.text) continue
        assert.notDeepEqual(verifySnippet({ ...snippet, text }, [one], 'allow'), [], `${mutation.id}:\n${text}`)
      }
    }
  })

test('every way of breaking has something to break in some target', () => {
  for (const mutation of mutations) {
    const touched = targets.some((target) =>
      rules.some((one) => {
        const { text } = target.render([one], { defaultEffect: 'allow', serverKey: 'shop', tools: definitions(one) })
        return mutation.apply(text, one.tool) !== text
      }),
    )
    assert.ok(touched, mutation.id)
  }
})
