import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, stringify } from 'smol-toml'
import { codex } from '../../../../src/policy/targets/codex/target.ts'
import { rule } from '../../rule.ts'

test('the comment names the table of the server, and says whether the snippet has it', () => {
  for (const [serverKey, table] of [
    ['shop', '[mcp_servers.shop]'],
    ['my shop', '[mcp_servers.my-shop]'],
    ['a.b', '[mcp_servers."a.b"]'],
  ] as const)
    for (const defaultEffect of ['allow', 'deny'] as const)
      for (const rules of [
        [],
        [rule('pay', 'ask')],
        [rule('pay', 'deny')],
        [rule('pay', 'allow'), rule('wipe', 'hide')],
      ]) {
        const { text } = codex.render(rules, { defaultEffect, serverKey })
        const [comment = '', ...lines] = text.split('\n')
        const has = lines.includes(table)
        assert.ok(comment.includes(table), comment)
        assert.match(comment, has ? /^# Add the command or url .* below\.$/ : /^# Codex also needs /)
        // A reader who does as it says has one valid file.
        const command = stringify({ command: 'npx' }).trim()
        const done = has ? text.replace(`\n${table}\n`, `\n${table}\n${command}\n`) : `${text}\n${table}\n${command}\n`
        const servers = parse(done)['mcp_servers'] as Record<string, { command: string }>
        assert.equal(Object.values(servers)[0]?.command, 'npx', done)
      }
})
