import assert from 'node:assert/strict'
import { test } from 'node:test'
import { named, rate } from './rules.ts'

// Kinds of definitions that a reading of words alone gets wrong.
for (const [kind, name, description, category] of [
  ['the verb stands last', 'r2_bucket_delete', '', 'Destructive'],
  ['dots', 'gateway.invoke', '', 'Execute'],
  ['what it does not do', 'scan', 'Scans files. It does not delete anything.', 'Read'],
  ['a protective picture', 'clear_rules', 'Panic button: clear all rules.', 'Destructive'],
  ['a noun that looks like a verb', 'get_subscription', '', 'Read'],
  ['a noun that looks like a verb', 'list_posts', '', 'Read'],
  ['a noun that looks like a verb', 'order_details', '', 'Read'],
  ['reading about money', 'search_docs', 'Search the billing documentation', 'Read'],
  ['asking whether it would be allowed', 'refund_eligibility', 'Check if an order can be refunded', 'Read'],
  ['asking whether it would be allowed', 'preflight', 'Preflight check', 'Read'],
  ['moving money under another word', 'authorizePayment', '', 'Financial'],
  ['moving money under another word', 'execute_swap', 'Execute a token swap', 'Financial'],
  ['running what is no money', 'execute_order_66', 'Run the order', 'Execute'],
  ['a query that only reads', 'query', 'Execute a SQL query (read-only)', 'Read'],
  ['the description repeats the name', 'get_weather', 'get_weather', 'Read'],
  ['a call that costs money', 'search_web', 'Search the web. Costs 10 sats per call.', 'Read'],
  ['another language', 'x', '파일을 삭제합니다', 'Destructive'],
  ['another language', 'x', 'Elimina un archivo del servidor', 'Destructive'],
  ['mail', 'send_mail', '', 'Execute'],
  ['mail', 'email_send', '', 'Execute'],
  ['messages', 'send-sms', 'Send a text message', 'Execute'],
  ['packages', 'npm_install', 'Install npm packages', 'Execute'],
  ['packages', 'package_install', '', 'Execute'],
  ['ending what runs', 'cancel_run', '', 'Execute'],
] as const)
  test(`${kind}: ${name} is ${category}`, () => assert.equal(rate(named(name, description)).category, category))

for (const [name, description] of [
  ['clear_cache', 'Clear the cache'],
  ['request_deduplicator', 'Removes duplicate requests from the list in memory'],
  ['logout_context', 'Log out of the context'],
] as const)
  test(`${name} is no critical deletion`, () => {
    const { category, severity } = rate(named(name, description))
    assert.notEqual(category, 'Destructive')
    assert.notEqual(severity, 'Critical')
  })

test('a switch that tries a deletion out does not make it harmless', () => {
  const inputSchema = { properties: { dry_run: { type: 'boolean' } } }
  assert.equal(rate(named('delete_rows', 'Delete rows', { inputSchema })).category, 'Destructive')
})

test('a value of an enum is evidence for its tool', () => {
  const inputSchema = { properties: { action: { enum: ['list', 'get', 'delete'] } } }
  const rated = rate(named('manage_issue', '', { inputSchema }))
  const quotes = [...rated.evidence, ...rated.counterEvidence].map(({ quote }) => quote)
  assert.ok(quotes.includes('delete'))
  assert.notEqual(rated.category, 'Read')
})

test('a hint alone is no evidence: it would lower what the protocol assumes', () => {
  for (const annotations of [{ readOnlyHint: true }, { readOnlyHint: false }, { destructiveHint: true }]) {
    const { category, severity, counterEvidence } = rate(named('foo', '', { annotations }))
    assert.deepEqual([category, severity, counterEvidence.length], ['Unclassified', 'Medium', 1])
  }
})
