import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'policybook-lint-'))
after(() => rmSync(folder, { recursive: true }))
const index = resolve('src/cli/index.ts')
const catalogue = join(folder, 'catalogue')

function write(file: string, text: string): string {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const tool = (name: string) => ({ name, inputSchema: { type: 'object' } })
write(
  'catalogue/github.json',
  JSON.stringify({
    id: 'github',
    capturedAt: '2026-11-20',
    source: { kind: 'package', name: '@modelcontextprotocol/server-github', version: '1.0.0' },
    protocolVersion: '2025-06-18',
    serverInfo: {},
    tools: ['create_issue', 'get_me', 'delete_file'].map(tool),
  }),
)
const PACKAGE = '@modelcontextprotocol/server-github'

/** Runs the command in a folder of its own, where no file of the project is. */
function lint(args: string[], { input = '', cwd = folder }: { input?: string; cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [index, 'lint', ...args], {
    encoding: 'utf8',
    input,
    cwd,
    env: {
      ...process.env,
      POLICYBOOK_CATALOGUE: catalogue,
      HOME: join(folder, 'home'),
      USERPROFILE: join(folder, 'home'),
    },
  })
  return { status, stdout, stderr }
}

const claude = (permissions: object) => JSON.stringify({ permissions }, null, 2)

test('it ends with 0, 1 or 2, and says why', () => {
  const good = write('a/.claude/settings.json', claude({ deny: ['Bash(rm *)'] }))
  const bad = write('b/.claude/settings.json', claude({ allow: ['mcp__*'] }))
  assert.deepEqual([lint([good]).status, lint([bad]).status, lint([good, bad]).status], [0, 1, 1])
  assert.match(lint([bad]).stdout, /settings\.json:4:7: mcp__\* is skipped\. .*\(claude-code\/allow-glob, /)
  for (const [args, words] of [
    [[], /no file is named/],
    [['--nope'], /Unknown option '--nope'/],
    [['no-such.json'], /no-such\.json: the file does not exist/],
    [['--target', 'x', good], /x is not a target/],
    [['--server', 'github', good], /it is not KEY=PACKAGE/],
    [['--server', 'github=no-such', good], /the catalogue has no such server/],
    [['--config', good, good], /it starts no server/],
    [[write('bytes.json', '').replace('bytes', 'bytes')], /its content/],
    [['--merge', join(folder, 'catalogue')], /no client has files there/],
  ] as const) {
    const { status, stderr, stdout } = lint([...args])
    assert.equal(status, 2, `${args}`)
    assert.match(stderr, words)
    assert.doesNotMatch(stderr, /\n {4}at /)
    assert.equal(stdout, '')
  }
  const help = lint(['--help'])
  assert.deepEqual([help.status, help.stdout.includes('--fix-dry-run')], [0, true])
})

test('settings of other products do not pass as clean ones of Claude Code', () => {
  for (const [file, text, status, words] of [
    ['.vscode/settings.json', '{"chat.tools.global.autoApprove": true}', 1, /vscode\/bypass/],
    ['.cursor/cli.json', '{"permissions":{"allow":["Mcp(a:b)"],"deny":["Mcp(a:*)"]}}', 1, /cursor-cli\/shadowed/],
    ['opencode.json', '{"permission": {"github_*": "ask"}}', 0, /\(opencode\)/],
    ['.zed/settings.json', '{"agent": {"tool_permissions": {"default": "confirm"}}}', 0, /\(zed\)/],
    ['.copilot/settings.json', '{"trustedFolders": ["/a"]}', 2, /settings of Copilot CLI/],
    [
      'other/settings.json',
      '{"permissions": {"deny": ["Read(./x)"]}}',
      2,
      /could be claude-code or .*cursor-cli.*--target claude-code or .*--target cursor-cli/,
    ],
  ] as const) {
    const told = lint([write(file, text)])
    assert.equal(told.status, status, file)
    if (status === 2) assert.equal(told.stdout, '')
    assert.match(told.stdout + told.stderr, words)
    assert.doesNotMatch(told.stdout, /\(?claude-code/)
  }
  const gemini = write(
    'g/.gemini/settings.json',
    '{"mcpServers": {"github": {"url": "https://x.example/mcp", "excludeTools": ["delete_*"]}}}',
  )
  const { status, stdout } = lint([gemini])
  assert.equal(status, 1)
  assert.match(stdout, /gemini-settings\/pattern/)
  assert.doesNotMatch(stdout, /claude|lists no/)
})

test('names of tools are compared only where the server is known', () => {
  const text = claude({ deny: ['mcp__github__create_isue'] })
  const alone = write('alone/.claude/settings.json', text)
  assert.match(lint([alone]).stdout, /unknown server github:/)
  assert.match(
    lint([alone, '--server', `github=${PACKAGE}`]).stdout,
    /github lists no create_isue; create_issue is near/,
  )
  assert.equal(lint([alone, '--server', 'github=none']).status, 0)
  const config = write(
    'elsewhere/mcp.json',
    JSON.stringify({ mcpServers: { github: { command: 'npx', args: ['-y', `${PACKAGE}@1.2`] } } }),
  )
  assert.match(lint([alone, '--config', config]).stdout, /create_issue is near/)
  const beside = write('beside/.claude/settings.json', text)
  write('beside/.mcp.json', '{"mcpServers": {"github": {"type": "http", "url": "https://api.example/mcp"}}}')
  assert.equal(lint([beside]).status, 0)
  assert.match(lint(['-'], { input: text }).stdout, /^-:4:7: unknown server github/)
})

test('folders are walked, what is no policy is left alone, and links are not followed', () => {
  write('walk/app/.claude/settings.json', claude({ allow: ['mcp__*'] }))
  write('walk/node_modules/x/.claude/settings.json', claude({ allow: ['mcp__*'] }))
  write('walk/.git/settings.json', claude({ allow: ['mcp__*'] }))
  write('walk/package.json', '{"name": "x"}')
  write('walk/broken.json', '{')
  symlinkSync(join(folder, 'walk'), join(folder, 'walk/loop'))
  const { status, stdout, stderr } = lint(['walk'])
  assert.deepEqual([status, stderr, stdout.split('\n').length], [1, '', 2])
  const found = JSON.parse(lint(['walk', '--json']).stdout)
  assert.deepEqual(
    found.map(({ file, line, column, rule, fixable }: Record<string, unknown>) => [file, line, column, rule, fixable]),
    [['walk/app/.claude/settings.json', 4, 7, 'claude-code/allow-glob', false]],
  )
  assert.equal(lint([join(folder, 'catalogue')]).status, 2)
})

test('what is safe is corrected in place, by a rename, and comments stay', () => {
  const config =
    '# mine\n[mcp_servers.github]\ncommand = "npx"\nargs = ["@modelcontextprotocol/server-github"]\ndisabled_tools = [\n  "delete_fil", # no deletions\n  "get_me",\n  "get_me"\n]\n'
  const file = write('fix/.codex/config.toml', config)
  const dry = lint([file, '--fix-dry-run'])
  assert.equal(dry.status, 1)
  assert.match(dry.stdout, /^--- .*\n\+\+\+ .*\n@@ -3,8 \+3,7 @@\n/)
  assert.ok(dry.stdout.includes('\n-  "delete_fil", # no deletions\n'))
  assert.ok(dry.stdout.includes('\n+  "delete_file", # no deletions\n'))
  assert.equal(readFileSync(file, 'utf8'), config)
  const { status, stderr } = lint([file, '--fix'])
  assert.deepEqual([status, stderr], [0, `${file}: 2 corrected.\n`])
  assert.equal(
    readFileSync(file, 'utf8'),
    config.replace('delete_fil"', 'delete_file"').replace(',\n  "get_me"\n]', '\n]'),
  )
  assert.deepEqual(readdirSync(dirname(file)), ['config.toml'])
  const input = claude({ deny: ['mcp__a__b', 'mcp__a__b'] })
  const stdin = lint(['-', '--fix', '--server', 'a=none'], { input })
  assert.deepEqual([stdin.status, stdin.stdout], [0, claude({ deny: ['mcp__a__b'] })])
})

test('a name that would allow a tool is not corrected', () => {
  const file = write('grant/.claude/settings.json', claude({ allow: ['mcp__github__create_isue'] }))
  const { status } = lint([file, '--fix', '--server', `github=${PACKAGE}`])
  assert.equal(status, 1)
  assert.match(readFileSync(file, 'utf8'), /create_isue/)
})

test('scopes of Claude Code are merged: which rule wins, and which have no effect', () => {
  const user = write(
    'home/.claude/settings.json',
    claude({ allow: ['mcp__github__get_me', 'mcp__github__create_issue'] }),
  )
  const project = write(
    'p/.claude/settings.json',
    claude({ deny: ['mcp__github__create_issue'], allow: ['mcp__github__delete_file'] }),
  )
  const managed = write('managed-settings.json', claude({ ask: ['mcp__github'] }))
  const pairs = `user=${user},project=${project},managed=${managed}`
  const { status, stdout } = lint(['--merge', pairs])
  assert.equal(status, 1)
  assert.match(
    stdout,
    /mcp__github__create_issue +denied +by mcp__github__create_issue in project \(.*settings\.json:4:7\)/,
  )
  assert.match(stdout, /mcp__github__get_me +asks +by mcp__github in managed/)
  assert.match(stdout, /get_me: mcp__github in ask of managed comes first/)
  assert.match(stdout, /only after you trust the folder/)
  const found = lint(['--merge', '.'], { cwd: join(folder, 'p') }).stdout
  assert.match(found, /^Claude Code: project .*settings\.json, user .*settings\.json\n/)
  const only = write(
    'only/managed-settings.json',
    JSON.stringify({ allowManagedPermissionRulesOnly: true, permissions: {} }),
  )
  const shut = JSON.parse(lint(['--merge', `user=${user},managed=${only}`, '--json']).stdout)
  assert.deepEqual([shut[0].decisions, shut[0].withoutEffect.length], [[], 2])
  assert.match(lint(['--merge', `usr=${user}`]).stderr, /claude-code has no scope usr/)
})

test('tiers of Gemini CLI come before priorities', () => {
  const rule = (decision: string, priority: number) =>
    `[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "${decision}"\npriority = ${priority}\n`
  const [admin, user] = [write('t/admin.toml', rule('deny', 1)), write('t/user.toml', rule('allow', 999))]
  const { stdout, status } = lint(['--merge', `user=${user},admin=${admin}`])
  assert.equal(status, 1)
  assert.match(stdout, /github\/get_me +denied +by get_me of github: deny, priority 1 in admin/)
})

// What OpenCode 1.18.33 prints of the merged file (debug config): t_y, a_x, b_*, bash with rm *, * and git *, edit, *, c_x.
test('files of OpenCode become one: a key keeps its place, and the last rule wins', () => {
  const user = write(
    'o/home/opencode.json',
    '{"permission": {"a_x": "deny", "b_*": "ask", "bash": {"rm *": "deny", "*": "ask"}}}',
  )
  const project = write(
    'o/p/opencode.json',
    '{"permission": {"*": "allow", "a_x": "ask", "bash": {"git *": "allow", "*": "deny"}, "edit": {"*.md": "allow"}}}',
  )
  const nearer = write('o/p/.opencode/opencode.jsonc', '{"permission": {"c_x": "deny"}, "tools": {"t_y": false}} // x')
  const { status, stdout } = lint(['--merge', `user=${user},project=${project},folder=${nearer}`])
  assert.equal(status, 1)
  assert.match(stdout, /a_x +allowed +by \*: allow in project/)
  assert.match(stdout, /c_x +hidden +by c_x: deny in folder/)
  assert.match(stdout, /t_y +allowed +by \*: allow in project/)
  assert.match(stdout, /1:17: a_x: deny: a_x: ask in project replaces it/)
  assert.match(stdout, /bash rm \*: deny: \*: allow in project comes after it/)
  assert.match(stdout, /OPENCODE_PERMISSION/)
})

// What Codex 0.169.0 prints of the merged server (mcp get shop --json): enabled_tools a and c, disabled_tools b.
test('files of Codex become one, member by member', () => {
  const user = write(
    'c/home/config.toml',
    `sandbox_mode = "danger-full-access"
[mcp_servers.shop]
command = "x"
enabled_tools = ["a", "b"]
disabled_tools = ["b"]
default_tools_approval_mode = "prompt"
[mcp_servers.shop.tools.a]
approval_mode = "prompt"
`,
  )
  const project = write(
    'c/p/.codex/config.toml',
    `[mcp_servers.shop]
enabled_tools = ["a", "c"]
[mcp_servers.shop.tools.a]
approval_mode = "approve"
`,
  )
  const { status, stdout } = lint(['--merge', `user=${user},project=${project}`])
  assert.equal(status, 1)
  assert.match(stdout, /shop\/a +allowed +by a of shop: approve in project \(.*config\.toml:4:1\)/)
  assert.match(stdout, /shop\/b +hidden +by disabled_tools of shop in user/)
  assert.match(stdout, /shop\/c +asks +by default_tools_approval_mode of shop: prompt in user/)
  assert.match(stdout, /enabled_tools of shop: enabled_tools of shop in project replaces it/)
  assert.match(stdout, /only after you trust the project/)
  assert.match(stdout, /danger-full-access in user: in codex exec/)
})

// Each step was seen in Copilot CLI 1.0.102: the list hides, a denial beats approvals, an approval has exact names.
test('the list, flags and saved approvals of Copilot CLI are taken together', () => {
  const list = write('k/mcp-config.json', '{"mcpServers": {"shop": {"command": "x", "tools": ["a", "b", "c", "d"]}}}')
  const flags = write(
    'k/copilot.sh',
    "copilot --deny-tool 'shop(b)' --allow-tool 'shop(a), shop(b)' --allow-tool 'shop(z)' --allow-all-tools\n",
  )
  const approval = (toolName: string) => ({ kind: 'mcp', serverName: 'shop', toolName })
  const approvals = write(
    'k/permissions-config.json',
    JSON.stringify({
      locations: {
        '/p': { tool_approvals: [approval('c'), approval('b')] },
        '/q': { tool_approvals: [approval('d'), { kind: 'odd' }] },
      },
    }),
  )
  const pairs = `list=${list},flags=${flags},approvals=${approvals}`
  const { status, stdout } = lint(['--merge', pairs, '--target', 'copilot-cli'])
  assert.equal(status, 1)
  assert.match(stdout, /shop\(a\) +allowed +by --allow-tool shop\(a\) in flags/)
  assert.match(stdout, /shop\(b\) +denied +by --deny-tool shop\(b\) in flags/)
  assert.match(stdout, /shop\(c\) +allowed +by shop\(c\) in \/p in approvals/)
  assert.match(stdout, /shop\(d\) +allowed +by shop\(d\) in \/q in approvals/)
  assert.match(stdout, /shop\(z\) +hidden +by tools of shop in list/)
  assert.match(stdout, /--allow-tool shop\(b\): --deny-tool shop\(b\) in flags comes first/)
  assert.match(stdout, /drops all approvals of a location .* are in \/q\./)
  assert.match(stdout, /--allow-all-tools lets every offered tool pass/)
})
