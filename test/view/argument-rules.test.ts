import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../src/policy/targets/index.ts'
import { guards } from '../../src/view/argument-rules.ts'
import { loadSite, type Site } from '../../src/view/site.ts'
import { catalogue } from './rated-tools.ts'

const site: Site | undefined = catalogue.length > 0 ? loadSite() : undefined

test('what is said to be checked is checked in the snippets of exactly those targets', () => {
  let said = 0
  for (const self of site?.tools ?? []) {
    for (const { parameter, status, checkedIn } of guards(self, site as Site)) {
      const [, count] = /^Checked by (\d+) of 30 targets$/.exec(status) ?? []
      assert.equal(checkedIn.length, Number(count ?? 0), `${self.href} ${parameter}`)
      if (count === undefined) continue
      said++
      for (const target of targets) {
        const snippet = target.render([self.rule], {
          defaultEffect: 'allow',
          serverKey: self.server.id,
          tools: new Map([[self.tool.name, self.tool]]),
        })
        const paths = new Set(snippet.conditions.get(self.rule.tool)?.map(({ path }) => path))
        assert.equal(paths.has(parameter), checkedIn.includes(target.label), `${self.href} ${parameter} ${target.id}`)
      }
    }
  }
  assert.ok(!site || said > 100)
})

test('every argument that the recommended rule checks has its guard', () => {
  let checked = 0
  for (const self of site?.tools ?? []) {
    const guarded = new Set(guards(self, site as Site).map(({ parameter }) => parameter))
    for (const { path } of self.rule.conditions) {
      checked++
      assert.ok(guarded.has(path), `${self.href} ${path}`)
    }
  }
  assert.ok(!site || checked > 100)
})

test('a parameter inside another one is said not to be checked', () => {
  const self = site?.byId
    .get('missionsquad-github')
    ?.tools.find(({ tool }) => tool.name === 'create_repository_webhook')
  if (!self) return
  const guard = guards(self, site as Site).find(({ parameter }) => parameter === 'config.url')
  assert.equal(guard?.status, 'Not checked: it is inside another parameter')
})
