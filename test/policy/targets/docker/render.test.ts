import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileText } from '../../../../src/policy/core/file-text.ts'
import { docker } from '../../../../src/policy/targets/docker/target.ts'
import { rule } from '../../rule.ts'

// By default the gateway reads profiles, and a reader who only saves the file has no policy at all.
test('each snippet, each file and the page say that only legacy mode reads the file, and what to do instead', () => {
  for (const defaultEffect of ['allow', 'deny'] as const)
    for (const effect of ['allow', 'deny'] as const) {
      const { text, limitations } = docker.render([rule('pay', effect)], { defaultEffect, serverKey: 'shop' })
      const said = limitations.map(({ what }) => what).join(' ')
      const file = fileText(text, docker.language, limitations).replaceAll(/\n#\s+/g, ' ')
      for (const words of [said, file]) {
        assert.match(words, /only in legacy mode: docker mcp gateway run --tools-config tools\.yaml/)
        assert.match(words, /docker mcp profile tools PROFILE/)
      }
    }
  const answers = docker.questions.map(({ answer }) => answer).join(' ')
  assert.match(answers, /--tools-config tools\.yaml/)
  assert.match(answers, /docker mcp profile tools PROFILE --enable SERVER\.TOOL/)
  assert.match(docker.minimumVersion, /legacy mode/)
})
