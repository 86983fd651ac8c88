// Whatever a file holds, no linter throws, and a text of 1 MB takes seconds. The machine that runs this can be slow and busy,
// so that the bound is far above what was measured; what is quadratic takes minutes and more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KnownServers } from '../../../src/policy/core/linter.ts'
import { PolicyText } from '../../../src/policy/core/policy-text.ts'
import { applyEdits } from '../../../src/policy/core/text-edit.ts'
import { configuredServers } from '../../../src/policy/lint/identify-servers.ts'
import { linted, lintRules, recogniseTarget } from '../../../src/policy/lint/recognise.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { rule } from '../rule.ts'

const servers: KnownServers = new Map([
  ['github', ['create_issue', 'delete_file', 'get_me']],
  ['my__server', null],
])
const all = linted(targets)
const rendered = targets.map(
  (target) =>
    target.render([rule('list', 'allow'), rule('drop', 'deny'), rule('wow!', 'ask')], {
      defaultEffect: 'deny',
      serverKey: 'shop',
    }).text,
)
const examples = [...lintRules(targets).flatMap(({ bad, good }) => [bad, good]), ...rendered]

/** Everything that the linter does with a text. */
function lintAll(text: string): void {
  const source = new PolicyText('', text)
  recogniseTarget(source, targets)
  configuredServers(source)
  for (const { linter } of all) {
    for (const { line, column } of linter.find(source, servers)) assert.ok(line > 0 && column > 0)
    const [first] = linter.merge?.scopes ?? []
    if (first) linter.merge?.decide([{ scope: first.id, source }], servers)
  }
}

const spliced = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.nat(),
    fc.nat(80),
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...pieces())),
  )
  .map(([text, at, length, piece]) => {
    const start = at % (text.length + 1)
    return text.slice(0, start) + piece + text.slice(start + length)
  })

/** Pieces that parsers have failed at. */
function pieces(): string[] {
  return [
    '&a ',
    '*a',
    '<<: *a',
    '"\\U00110000"',
    '\\ud800',
    '\ud800',
    '\uFEFF',
    '\r\n',
    '\0',
    '__proto__',
    '"__proto__": ',
    'constructor',
    '!!binary x',
    '!!js/function x',
    '? ',
    '- ',
    '[[',
    '{{',
    '"""',
    "'''",
    '/*',
    '//',
    '#',
    '=',
    '\u{1F600}',
    '1e999',
    '0x',
    ': ',
  ]
}

test('no text makes a linter throw: random bytes, JSON, and files that were cut and mixed', () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((list) => new TextDecoder().decode(list))
  fc.assert(
    fc.property(fc.oneof(bytes, fc.string({ unit: 'binary' }), fc.json(), spliced, spliced, spliced), (text) => {
      lintAll(text)
    }),
    { numRuns: 1500 },
  )
})

test('corrections leave a text that the target reads, with fewer findings, and nothing else is changed', () => {
  let corrected = 0
  for (const { target, bad, file = '' } of lintRules(targets)) {
    let source = new PolicyText(file, bad)
    let findings = target.linter.find(source, servers)
    for (let pass = 0; pass < 5; pass++) {
      const edits = findings.flatMap((finding) => (finding.edits ? [finding.edits] : []))
      if (edits.length === 0) break
      const { text } = applyEdits(source.text, edits)
      source = new PolicyText(file, text)
      const left = target.linter.find(source, servers)
      assert.ok(left.length < findings.length, text)
      findings = left
      corrected++
    }
    assert.ok(findings.every(({ edits }) => !edits))
  }
  assert.ok(corrected > 15, String(corrected))
})

const MB = 1 << 20
const fill = (piece: string) => piece.repeat(Math.ceil(MB / piece.length)).slice(0, MB)
const count = (from: number, line: (index: number) => string) =>
  Array.from({ length: from }, (_, index) => line(index)).join('')
const large: Record<string, string> = {
  letters: fill('a'),
  spaces: fill(' '),
  lines: fill('\n'),
  quotes: fill('"'),
  anchors: fill('&a '),
  aliases: `a: &a [x]\n${fill('b: *a\n')}`,
  'aliases of aliases': `a: &a [l,l,l,l,l,l,l,l,l]\n${[...'bcdefghijkl'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijkl'[at]}`).join(',')}]\n`).join('')}`,
  tags: fill('!!a '),
  directives: fill('%\n'),
  documents: fill('---\n'),
  'code points': `a: "${fill('\\U00110000')}"`,
  '100,000 lists': '['.repeat(100_000) + ']'.repeat(100_000),
  '100,000 maps': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  '100,000 dashes': '- '.repeat(100_000),
  '100,000 dots': `a${'.a'.repeat(100_000)} = 1`,
  'deep indentation': count(1400, (index) => `${' '.repeat(index)}a:\n`),
  'keys of YAML': count(80_000, (index) => `k${index}: 1\n`),
  'one key of YAML': fill('k: 1\n'),
  'keys of JSON': `{${count(70_000, (index) => `"k${index}":1,`)}"z":1}`,
  'one key of JSON': `{${fill('"a":1,')}"a":1}`,
  'one rule of Claude Code': `{"permissions":{"deny":[${fill('"mcp__a__b",')}"x"]}}`,
  'patterns of Claude Code': `{"permissions":{"deny":[${count(15_000, (index) => `"mcp__a__b${index}*",`)}"x"],"allow":[${count(15_000, (index) => `"mcp__a__c${index}",`)}"x"]}}`,
  'keys of TOML': count(60_000, (index) => `k${index} = 1\n`),
  'rules of Gemini': count(
    12_000,
    (index) => `[[rule]]\nmcpName="a"\ntoolName="t${index}"\ndecision="deny"\npriority=1\n`,
  ),
  'one tool of Codex': `[mcp_servers.a]\ncommand="x"\ndisabled_tools=[${fill('"a",')}]`,
  'a text of TOML': `a = """${fill('x"y\\n')}"""`,
  'policies of Cedar': fill('permit(principal, action, resource);\n'),
  'entities of Cedar': fill('Action::"x"::'),
  commands: fill("copilot --deny-tool 'a(b)'\n"),
  flags: `copilot ${fill('--allow-tool a ')}`,
  'tools of Intercept': `version: "1"\ndefault: deny\ntools:\n${count(30_000, (index) => `  t${index}:\n    rules: []\n`)}`,
  'one tool of Intercept': `version: "1"\ndefault: deny\ntools:\n${fill('  t:\n    rules: []\n')}`,
  'one hidden tool': `{"version":"1","default":"deny","hide":[${fill('"a",')}"b"],"tools":{}}`,
  'rules of agentgateway': `mcpAuthorization:\n  rules:\n${fill('    - deny: "mcp.x"\n')}`,
  'keys of OpenCode': `{"permission":{${count(20_000, (index) => `"a_b${index}*":"deny",`)}${count(20_000, (index) => `"a_c${index}":"ask",`)}"z":"deny"}}`,
  'one key of OpenCode': `{"permission":{${fill('"a_*":"deny",')}"z":"deny"}}`,
  'patterns of OpenCode': `{"permission":{"bash":{${count(30_000, (index) => `"rm ${index} *":"deny",`)}"*":"ask"}}}`,
  'agents of OpenCode': `{"permission":{${count(12_000, (index) => `"a_${index}":"deny",`)}"z":"deny"},"agent":{${count(12_000, (index) => `"a${index}":{"permission":{"*":"allow"}},`)}"z":{}}}`,
  'a key of underscores': `{"permission":{"${fill('_')}":"deny"},"mcp":{"_":{"type":"local","command":["x"]}}}`,
  'entries of Cursor CLI': `{"permissions":{"deny":[${count(15_000, (index) => `"Mcp(a:b${index}*)",`)}"x"],"allow":[${count(15_000, (index) => `"Mcp(a:c${index})",`)}"x"]}}`,
  'a star in Cursor CLI': `{"permissions":{"allow":["Mcp(${fill('*')}x)"]}}`,
  'tools of Zed': `{"agent":{"tool_permissions":{"tools":{${count(15_000, (index) => `"mcp:a:t${index}":{"always_deny":[{"pattern":"("}]},`)}"z":{}}}}}`,
  'a pattern of Zed': `{"agent":{"tool_permissions":{"tools":{"terminal":{"always_deny":[{"pattern":"${fill('[(')}"}]}}}}}`,
  'commands of VS Code': `{"chat.tools.terminal.autoApprove":{${count(25_000, (index) => `"/^(a+)+${index}$/":true,`)}"rm":false}}`,
  'a command of VS Code': `{"chat.tools.terminal.autoApprove":{"/${fill('/a')}/":true,"${fill('a ')}":true}}`,
  'servers of LiteLLM': `mcp_servers:\n${count(15_000, (index) => `  s${index}:\n    allowed_tools: [a, a]\n`)}`,
  'entries of Docker Agent': `permissions:\n  deny: [${count(15_000, (index) => `"a_b${index}*",`)}x]\n  allow: [${count(15_000, (index) => `"a_c${index}",`)}x]\n`,
  'toolsets of Docker Agent': `agents:\n  root:\n    model: x\n    toolsets: [${count(12_000, (index) => `{type: mcp, name: s${index}},`)}{}]\npermissions:\n  deny: [${count(20_000, (index) => `s${index}_t,`)}x]\n`,
  comments: `{${fill('/* c */')}}`,
  'a long line': `a: ${'x'.repeat(MB)}`,
  halves: fill('\ud800'),
  nginx: fill('map $http_mcp_name {\n "~^tools/call\\|a" 0;\n}\n'),
}

test('a text of 1 MB is read by all linters together in bounded time', () => {
  const times = Object.entries(large).map(([name, text]) => {
    const start = performance.now()
    lintAll(text)
    return [name, Math.round(performance.now() - start)] as const
  })
  const slow = times.filter(([, ms]) => ms > 60_000)
  assert.deepEqual(slow, [], JSON.stringify(times.toSorted((a, b) => b[1] - a[1]).slice(0, 5)))
})
