import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Target } from '../../src/policy/core/target.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { rule } from '../policy/rule.ts'

// Below the checkout, so that the compiler finds the packages.
const folder = `.policybook/types-${process.pid}`
mkdirSync(folder, { recursive: true })
after(() => rmSync(folder, { recursive: true, force: true }))

const TYPES: Record<string, string> = {
  openai: "import type { Tool } from 'openai/resources/responses/responses'\ntype Entry = Tool.Mcp",
  anthropic:
    "import type { BetaMCPToolset } from '@anthropic-ai/sdk/resources/beta/messages'\ntype Entry = BetaMCPToolset",
}
const rules = [rule('list "it"', 'allow'), rule('drop', 'deny'), rule('edit', 'ask'), rule('secret', 'hide')]

function compile(name: string, text: string): string {
  const file = join(folder, `${name}.ts`)
  writeFileSync(file, text)
  const { stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--target',
      'esnext',
      file,
    ],
    { encoding: 'utf8' },
  )
  return stdout
}

for (const target of targets.filter(({ id }) => Object.hasOwn(TYPES, id)))
  for (const defaultEffect of ['allow', 'deny'] as const)
    test(`the entry of ${target.id}, the rest ${defaultEffect}, fits the types of its package`, () => {
      const { text } = (target as Target).render(rules, { defaultEffect, serverKey: 'shop' })
      const source = (entry: string) => `${TYPES[target.id]}\nexport const entry: Entry = ${entry}`
      assert.equal(compile(`${target.id}-${defaultEffect}`, source(text)), '')
      assert.match(
        compile(`${target.id}-${defaultEffect}-wrong`, source(text.replace(/"type": "\w+"/, '"type": "mpc"'))),
        /error TS/,
      )
    })
