import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposals } from '../../src/policy/recommend/proposals.ts'
import { standards } from '../../src/schema/attack.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { toolStandards } from '../../src/view/tool-standards.ts'
import { catalogue, content, rate } from './rated-tools.ts'

const { names } = content.attacks
const text = { type: 'string' }
function idsOf(tool: Tool, data?: 'private' | 'public'): string[] {
  const [rated] = rate([tool], 'Shop', data)
  assert.ok(rated)
  rated.proposals = proposals(tool, rated.assessment.category, content.families)
  return toolStandards(rated, names).map(({ id }) => id)
}

test('a tool is mapped by what it does, not by its category', () => {
  const taking = (parameter: string) => ({ type: 'object' as const, properties: { [parameter]: text } })
  assert.deepEqual(idsOf({ name: 'select_tab', description: 'Select a browser tab.' }), [])
  assert.deepEqual(idsOf({ name: 'get_weather', description: 'Get the weather of a city.' }, 'public'), [])
  const command = idsOf({ name: 'run_command', description: 'Run a shell command.', inputSchema: taking('command') })
  assert.ok(command.includes('CWE-78') && !command.includes('CWE-94'), command.join())
  const code = idsOf({ name: 'run_code', description: 'Run Python code.', inputSchema: taking('code') })
  assert.ok(code.includes('CWE-94') && !code.includes('CWE-78'), code.join())
  const sql = idsOf({ name: 'run_sql', description: 'Run any SQL statement.', inputSchema: taking('sql') })
  assert.ok(sql.includes('CWE-89'), sql.join())
  assert.ok(idsOf({ name: 'read_messages', description: 'Read private messages.' }, 'private').includes('CWE-200'))
})

test('every entry has its name of the standard and one sentence of reason', () => {
  for (const { id, because } of names.tools) {
    assert.ok(
      standards.some((standard) => names[standard][id]),
      `${id} has no name`,
    )
    assert.match(because, /^[A-Z][^.]+\.$/, id)
  }
})

test('in the catalogue CWE-200 is printed only where private data or secrets are read, and code only where code runs', () => {
  for (const self of catalogue) {
    const ids = toolStandards(self, names).map(({ id }) => id)
    const own = new Set<string>(self.assessment.traits.map(({ trait }) => trait))
    if (ids.includes('CWE-200')) assert.ok(own.has('reads-private') || own.has('reads-secrets'), self.href)
    for (const id of ['CWE-78', 'CWE-94', 'AML.T0050']) if (ids.includes(id)) assert.ok(own.has('runs-code'), self.href)
    assert.equal(new Set(ids).size, ids.length, self.href)
  }
})
