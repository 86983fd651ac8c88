import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../src/policy/targets/index.ts'
import { argumentRules } from '../../src/view/argument-rules.ts'
import { loadSite, type Site } from '../../src/view/site.ts'
import { catalogue } from './rated-tools.ts'

const site: Site | undefined = catalogue.length > 0 ? loadSite() : undefined

test('what is said to be checked above is checked in the snippets of exactly those products', async () => {
  let said = 0
  for (const self of site?.tools ?? []) {
    const { rows } = await argumentRules(self, site as Site)
    for (const { parameters, status } of rows) {
      const [, list] = /^checked above for (.+?)(?:, where calls pass without approval)?$/.exec(status) ?? []
      if (list === undefined) continue
      said++
      for (const target of targets) {
        const snippet = target.render([self.rule], {
          defaultEffect: 'allow',
          serverKey: self.server.id,
          tools: new Map([[self.tool.name, self.tool]]),
        })
        const paths = new Set(snippet.conditions.get(self.rule.tool)?.map(({ path }) => path))
        const names = list.split(', ').includes(target.label)
        for (const parameter of parameters)
          assert.equal(paths.has(parameter), names, `${self.href} ${parameter} ${target.id}`)
      }
    }
  }
  assert.ok(!site || said > 100)
})

test('a parameter inside another one is said not to be checked', async () => {
  const self = site?.byId
    .get('missionsquad-github')
    ?.tools.find(({ tool }) => tool.name === 'create_repository_webhook')
  if (!self) return
  const { rows } = await argumentRules(self, site as Site)
  const row = rows.find(({ parameters }) => parameters.includes('config.url'))
  assert.equal(row?.status, 'not checked: it is inside another parameter')
})
