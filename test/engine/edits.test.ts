// Edits that a person, a bad merge or an attacker could make to a policy, each of which changes what it means: by the reading of
// the text, or by the engine, every one must be found.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines, schemas } from '../../src/engine/index.ts'
import type { Snippet } from '../../src/policy/core/snippet.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'
import type { Rule } from '../../src/schema/rule.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { rule } from '../policy/rule.ts'

const definition: Tool = {
  name: 'find',
  inputSchema: {
    type: 'object',
    properties: {
      path: { type: 'string' },
      kind: { type: 'string' },
      size: { type: 'integer' },
      deep: { type: 'boolean' },
      query: { type: 'string' },
    },
    required: ['path', 'query'],
  },
}
const shop: Rule[] = [
  rule('list', 'allow'),
  { ...rule('count', 'allow', [{ max: 5, per: 'hour' }]), effectWithoutLimit: 'allow' },
  {
    ...rule('find', 'allow'),
    conditions: [
      {
        path: 'path',
        op: 'regex',
        value: '^/a(/[^%]*)?$',
        wildcards: { any: ['/a', '/a/*'], none: ['*%*'] },
        samples: { passes: ['/a/b', '/a'], refused: ['/ab', '/a/%2e', '/b', 'x/a/b'] },
      },
      { path: 'kind', op: 'in', value: ['file', 'folder'], optional: true },
      { path: 'size', op: 'lte', value: 100, optional: true, dispensable: true },
      { path: 'deep', op: 'eq', value: false, optional: true },
    ],
  },
  { ...rule('edit', 'ask'), unattended: [{ max: 10, per: 'day' }] },
  rule('drop', 'deny'),
  rule('secret', 'hide'),
]
const tools = new Map([['find', definition]])

type Edit = readonly [from: string | RegExp, to: string]

/** How many of the edits the reading of the text alone finds, and which ones nothing finds. */
async function tried(id: string, defaultEffect: 'allow' | 'deny', edits: readonly Edit[]) {
  const target = targets.find((one) => one.id === id)
  assert.ok(target)
  const snippet = target.render(shop, { defaultEffect, serverKey: 'shop', tools })
  const own = [...engines, ...schemas].filter((engine) => engine.targets.includes(id))
  const byEngines = async (changed: Snippet) => {
    const found: string[] = []
    for (const engine of own) found.push(...(await engine.check(changed).catch((error: Error) => [error.message])))
    return found
  }
  assert.deepEqual(verifySnippet(snippet, shop, defaultEffect), [])
  assert.deepEqual(await byEngines(snippet), [])
  const missed: string[] = []
  let byReading = 0
  for (const [from, to] of edits) {
    const text = snippet.text.replace(from, to)
    assert.notEqual(text, snippet.text, `${id}: ${from} is not in\n${snippet.text}`)
    const read = verifySnippet({ ...snippet, text }, shop, defaultEffect)
    if (read.length > 0) byReading++
    else if ((await byEngines({ ...snippet, text })).length === 0) missed.push(`${from} -> ${to}`)
  }
  return { missed, byReading }
}

const DOCKER: Edit[] = [
  ["--disable-all 'shop' \\\n  --enable 'shop.list'", "--enable-all 'shop' \\\n  --disable 'shop.list'"],
  ["  --disable-all 'shop' \\\n", ''],
  ["--disable-all 'shop'", "--disable-all 'shops'"],
  ["--disable-all 'shop'", "--disable-all 'shop' \\\n  --enable-all 'bank'"],
  ["--disable-all 'shop'", "--disable-all 'shop' \\\n  --disable-all 'bank'"],
  ["--enable 'shop.list'", "--enable 'shop.drop'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'shop.drop'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'shop.secret'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'shop.edit'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'shop.find'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'shop.other'"],
  ["--enable 'shop.list'", "--enable 'shop.list' \\\n  --enable 'bank.list'"],
  ["--enable 'shop.list'", "--disable 'shop.list'"],
  ["--enable 'shop.list'", "--enable 'shop.List'"],
  ["--enable 'shop.list'", "--enable 'shop.list '"],
  ["--enable 'shop.list'", "--enable 'shop.*'"],
  ["--enable 'shop.list'", "--enable 'list'"],
  ["--enable 'shop.list'", "--enable 'bank.list'"],
  ["--enable 'shop.list'", '--enable shop.list; docker mcp feature enable dynamic-tools'],
  ["--enable 'shop.list'", '--enable "$(id)"'],
  [" \\\n  --enable 'shop.list'", ''],
  [" \\\n  --enable 'shop.count'", ''],
  [" \\\n  --enable 'shop.count'", " \\\n  --enable 'shop.count' \\\n  --disable 'shop.list'"],
  ['tools default', 'tools production'],
  ['tools default', 'tools default other'],
  ['docker mcp profile tools', 'docker mcp profile remove'],
  ['docker mcp', 'podman mcp'],
  [/\n$/, "\ndocker mcp profile tools default --enable-all 'shop'\n"],
  [/\n$/, "\ndocker mcp profile tools default --enable 'shop.drop'\n"],
  [/\n$/, '\ndocker mcp gateway run --allow-all\n'],
  [" \\\n  --enable 'shop.count'", " \\\n  --enable 'shop.count"],
]

// In both files of ToolHive policies are JSON-like strings, so a quote in them is escaped.
const TOOLHIVE: Edit[] = [
  ['resource == Tool::\\"list\\")', 'resource)'],
  ['Tool::\\"list\\"', 'Tool::\\"drop\\"'],
  ['Tool::\\"list\\"', 'Tool::\\"lists\\"'],
  ['Tool::\\"list\\"', 'Tool::\\"*\\"'],
  [
    'permit(principal, action == Action::\\"call_tool\\", resource == Tool::\\"list\\")',
    'forbid(principal, action == Action::\\"call_tool\\", resource == Tool::\\"list\\")',
  ],
  ['permit(principal, action ==', 'permit(principal == Client::\\"me\\", action =='],
  ['action == Action::\\"call_tool\\", resource == Tool::\\"list\\"', 'action, resource'],
  ['Action::\\"call_tool\\"', 'Action::\\"list_tools\\"'],
  [/- "permit\(.*Tool::\\"list\\".*\n\s+/, ''],
  [
    /- "permit\(.*Tool::\\"find\\".*\n/,
    '- "permit(principal, action == Action::\\"call_tool\\", resource == Tool::\\"find\\");"\n',
  ],
  [/(policies:\n\s+)/, '$1- "permit(principal, action, resource);"\n    '],
  [/(policies:\n(\s+))/, '$1- "permit(principal, action == Action::\\"call_tool\\", resource);"\n$2'],
  [
    /(policies:\n(\s+))/,
    '$1- "permit(principal, action == Action::\\"call_tool\\", resource == Tool::\\"drop\\");"\n$2',
  ],
  [
    /(policies:\n(\s+))/,
    '$1- "permit(principal, action == Action::\\"call_tool\\", resource == Tool::\\"unknown\\");"\n$2',
  ],
  [/(policies:\n(\s+))/, '$1- "permit(principal, action == Action::\\"get_prompt\\", resource);"\n$2'],
  [/(policies:\n(\s+))/, '$1- "permit(principal, action == Action::\\"read_resource\\", resource);"\n$2'],
  [/(policies:\n(\s+))/, '$1- "forbid(principal, action == Action::\\"call_tool\\", resource);"\n$2'],
  [' like \\"/a/*\\"', ' like \\"/*\\"'],
  [' like \\"/a/*\\"', ' like \\"*/a/*\\"'],
  ['!(context[\\"arg_path\\"] like \\"*%*\\")', 'true'],
  ['!(context[\\"arg_path\\"] like \\"*%*\\")', 'context[\\"arg_path\\"] like \\"*%*\\"'],
  ['like \\"*%*\\"', 'like \\"%*\\"'],
  ['decimal(\\"100.0\\")', 'decimal(\\"101.0\\")'],
  ['decimal(\\"100.0\\")', 'decimal(\\"1000.0\\")'],
  ['lessThanOrEqual', 'greaterThanOrEqual'],
  ['lessThanOrEqual', 'lessThan'],
  ['[\\"file\\", \\"folder\\"]', '[\\"file\\", \\"folder\\", \\"filex\\"]'],
  ['[\\"file\\", \\"folder\\"]', '[\\"file\\"]'],
  ['arg_deep\\"] == false', 'arg_deep\\"] == true'],
  ['context[\\"arg_path\\"] == \\"/a\\" ||', 'true ||'],
  [' when { ', ' unless { '],
  ['arg_kind\\")', 'arg_kinds\\")'],
]

const TOOLHIVE_FILE: Edit[] = [
  ['type: "cedarv1"', 'type: "none"'],
  ['version: "1.0"', 'version: ""'],
  [/policies:\n[\s\S]*?(\s+entities_json)/, 'policies: []$1'],
  ['entities_json: "[]"', 'entities_json: "[{}]"'],
]

const TOOLHIVE_RESOURCE: Edit[] = [
  ['maxTokens: 5', 'maxTokens: 50'],
  ['maxTokens: 5', 'maxTokens: 6'],
  ['refillPeriod: "1h0m0s"', 'refillPeriod: "1m0s"'],
  ['refillPeriod: "24h0m0s"', 'refillPeriod: "1h0m0s"'],
  ['refillPeriod: "1h0m0s"', 'refillPeriod: "0s"'],
  ['name: "count"', 'name: "counts"'],
  ['name: "edit"', 'name: "drop"'],
  [/ {6}- name: "edit"[\s\S]*?refillPeriod: .*\n/, ''],
  ['shared:', 'perUser:'],
  ['provider: "redis"', 'provider: "memory"'],
  ['YOUR-REDIS:6379', 'evil.example:6379'],
  ['YOUR-IMAGE', 'evil/image'],
  ['type: "inline"', 'type: "configMap"'],
  ['metadata:\n  name: "shop"', 'metadata:\n  name: "bank"'],
  ['kind: "MCPServer"', 'kind: "MCPRemoteProxy"'],
]

const AGENTCORE: Edit[] = [
  ['"shop___list"', '"shop___drop"'],
  ['"shop___list"', '"shop__list"'],
  ['"shop___list"', '"shop___list*"'],
  ['"shop___list"', '"bank___list"'],
  ['"shop___count"', '"shop___counts"'],
  ['AgentCore::Action::"shop___list",', 'AgentCore::Action::"shop___list",\n    AgentCore::Action::"shop___other",'],
  ['AgentCore::Action::"shop___list",', 'AgentCore::Action::"shop___list",\n    AgentCore::Action::"bank___pay",'],
  ['    AgentCore::Action::"shop___list",\n', ''],
  ['    AgentCore::Action::"shop___drop",\n', ''],
  [/action in \[[^\]]*\]/, 'action'],
  ['"YOUR-GATEWAY-ARN"', '"arn:other"'],
  ['  resource == AgentCore::Gateway::"YOUR-GATEWAY-ARN"', '  resource'],
  ['  resource == AgentCore::Gateway::"YOUR-GATEWAY-ARN"', '  resource is AgentCore::Gateway'],
  ['  principal,', '  principal is AgentCore::IamEntity,'],
  ['  principal,', '  principal == AgentCore::OAuthUser::"me",'],
  ['permit(', 'forbid('],
  [/forbid\((?=[^;]*shop___drop)/, 'permit('],
  [/\n*(\/\/ Policy \d of \d\n)?forbid\([^;]*shop___drop[^;]*;/, ''],
  [/\n*(\/\/ Policy \d of \d\n)?forbid\([^;]*\) unless \{[\s\S]*?\n\};/, '\n'],
  [/\n*(\/\/ Policy \d of \d\n)?permit\([^;]*\) when \{[\s\S]*?\n\};/, '\n'],
  [' unless {', ' when {'],
  [' when {', ' unless {'],
  [/ like "\/a\/\*"/g, ' like "/*"'],
  [/ like "\/a\/\*"/g, ' like "*/a/*"'],
  [/like "\*%\*"/g, 'like "%*"'],
  [/!\((context\.input\["path"\] like "\*%\*")\)/g, '$1'],
  [/ <= 100/g, ' <= 101'],
  [/ <= 100/g, ' >= 100'],
  [/ <= 100/g, '.lessThanOrEqual(decimal("100.0"))'],
  [/\["file", "folder"\]/g, '["file", "folder", "filex"]'],
  [/context\.input\["deep"\] == false/g, 'context.input["deep"] == true'],
  [/input has "kind"/g, 'input has "kinds"'],
  [/$/, '\npermit(\n  principal,\n  action,\n  resource == AgentCore::Gateway::"YOUR-GATEWAY-ARN"\n);\n'],
  [
    /$/,
    '\npermit(\n  principal,\n  action in AgentCore::Action::"shop",\n  resource == AgentCore::Gateway::"YOUR-GATEWAY-ARN"\n);\n',
  ],
]

for (const [id, defaultEffect, edits] of [
  ['docker', 'deny', DOCKER],
  ['toolhive', 'deny', [...TOOLHIVE, ...TOOLHIVE_FILE]],
  ['toolhive-kubernetes', 'deny', [...TOOLHIVE, ...TOOLHIVE_RESOURCE]],
  ['agentcore', 'allow', AGENTCORE],
] as const)
  test(`each of ${edits.length} edits of a policy for ${id} is found`, async (context) => {
    assert.ok(edits.length >= 30)
    const { missed, byReading } = await tried(id, defaultEffect, edits)
    context.diagnostic(`${byReading} of ${edits.length} by reading the text alone`)
    assert.deepEqual(missed, [])
  })
