import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Target } from '../../src/policy/core/target.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import type { Rule } from '../../src/schema/rule.ts'
import { rule } from './rule.ts'

/** A change of meaning: what is replaced by what, and in words what it does. */
export type Edit = readonly [what: string, from: string | RegExp, to: string]

/** Rules with every kind of effect, two windows and conditions. */
export const shop: readonly Rule[] = [
  rule('look', 'allow'),
  rule('search', 'allow', [{ max: 30, per: 'minute' }]),
  { ...rule('send', 'ask'), unattended: [{ max: 10, per: 'hour' }] },
  rule('refund', 'ask'),
  rule('drop_shop', 'deny'),
  {
    ...rule('read', 'allow'),
    conditions: [
      {
        path: 'path',
        op: 'regex',
        value: '^/data(/[^%]*)?$',
        samples: { passes: ['/data', '/data/a'], refused: ['/data2', '/data/%2e', '/etc/passwd'] },
      },
      { path: 'limit', op: 'lte', value: 100, optional: true, dispensable: true },
      { path: 'force', op: 'exists', value: false, dispensable: true },
    ],
  },
  { ...rule('mail', 'allow'), conditions: [{ path: 'to', op: 'in', value: ['ann', 'bob'] }] },
]

/** Tests that every edit of a target's snippet changes it and is noticed. */
export function noticesEdits(
  target: Target,
  edits: { readonly [defaultEffect in 'allow' | 'deny']: readonly Edit[] },
): void {
  for (const defaultEffect of ['allow', 'deny'] as const)
    test(`the proof of ${target.id} notices ${edits[defaultEffect].length} edits, the rest to ${defaultEffect}`, () => {
      const snippet = target.render(shop, { defaultEffect, serverKey: 'shop' })
      assert.deepEqual(verifySnippet(snippet, shop, defaultEffect), [])
      const missed = edits[defaultEffect].flatMap(([what, from, to]) => {
        const text = snippet.text.replace(from, () => to)
        assert.notEqual(text, snippet.text, `${what}: there is no ${from} in\n${snippet.text}`)
        return verifySnippet({ ...snippet, text }, shop, defaultEffect).length > 0 ? [] : [what]
      })
      assert.deepEqual(missed, [])
    })
}
