// What the linter says of rules of Claude Code, held against what the program itself says when it starts.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { PolicyText } from '../../src/policy/core/policy-text.ts'
import { claudeCodeLinter } from '../../src/policy/targets/claude-code/lint.ts'
import { LISTS, skippedRule } from '../../src/policy/targets/claude-code/rules.ts'

const program = resolve(
  `.policybook/clients/node_modules/@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`,
)
const skip = !existsSync(program) && 'Claude Code is not installed here'
const home = mkdtempSync(join(tmpdir(), 'policybook-claude-'))
mkdirSync(join(home, '.claude'))
mkdirSync(join(home, 'project'))
after(() => rmSync(home, { recursive: true, force: true }))

/** What Claude Code prints about settings when it starts, without a model or a network; it is stopped then. */
async function said(settings: string, args = ['-p', 'hi']): Promise<string> {
  writeFileSync(join(home, '.claude/settings.json'), settings)
  const child = spawn(program, args, {
    cwd: join(home, 'project'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      ANTHROPIC_API_KEY: 'x',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    },
  })
  let text = ''
  const ended = once(child, 'close')
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
      // The list of what is skipped comes at once, and nothing else of interest after it.
      if (/These settings (?:files|entries)|No MCP servers/.test(text)) setTimeout(() => child.kill(), 500)
    })
  const late = setTimeout(() => child.kill(), 60_000)
  await ended
  clearTimeout(late)
  return text
}

const rules =
  '* B* Web* mcp__* mcp__g* mcp__git__* mcp__git__get_* mcp__git__*_x mcp__*__x mcp__git mcp__git__x mcp__git__x(a:b) mcp__git(x) mcp__git__*(a) mcp__my_server__* mcp__my_server_* mcp__a_b mcp__a__b__* mcp__a__b__c* mcp__a-b__* MCP(github:*) Mcp(a:b) mcp__git__x*y mcp__g.h__* Bash(*) mcp_* mcp__git_*__x Read(*) WebFetch(domain:*) mcp__ü__* Edit(**) *(x) Agent(*)'.split(
    ' ',
  )

for (const list of LISTS)
  test(`rules in ${list} are skipped where the linter says so`, { skip }, async () => {
    const text = await said(JSON.stringify({ permissions: { [list]: rules } }))
    assert.deepEqual(
      rules.filter((rule) => skippedRule({ list, rule })),
      rules.filter((rule) => text.includes(`Invalid permission rule "${rule}" was skipped`)),
    )
  })

test('a file that the linter calls unreadable is not loaded, and one that it reads is', { skip }, async () => {
  const good = '{"permissions": {"allow": ["mcp__*"]}}'
  for (const text of [
    good,
    `// c\n${good}`,
    good.replace(']}', '],}'),
    good.replace('*"', '*",'),
    '{"permissions": ',
    '[]',
  ]) {
    const found = claudeCodeLinter.find(new PolicyText('', text))
    const isUnreadable = found.some(({ rule }) => rule === 'claude-code/unreadable')
    assert.equal(!(await said(text)).includes('"mcp__*" was skipped'), isUnreadable, text)
  }
})

test('a path rule of Write and servers in settings are not read', { skip }, async () => {
  assert.match(
    await said('{"permissions": {"allow": ["mcp__*"], "deny": ["Write(./x)"]}}'),
    /Write\(\.\/x\) is not matched .* Use Edit\(\.\/x\) instead/,
  )
  assert.match(await said('{"mcpServers": {"a": {"command": "node"}}}', ['mcp', 'list']), /No MCP servers configured/)
})
