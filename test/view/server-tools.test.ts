import assert from 'node:assert/strict'
import { test } from 'node:test'
import { severities } from '../../src/schema/severity.ts'
import { serverTools } from '../../src/view/server-tools.ts'
import { site } from '../../src/view/site.ts'

test('the riskiest tools stand first, and every filter counts what it shows', () => {
  for (const server of site().servers) {
    const { rows, filters } = serverTools(site(), server)
    assert.deepEqual(rows.map(({ href }) => href).toSorted(), server.tools.map(({ href }) => href).toSorted())
    const levels = rows.map(({ severity }) => severities.indexOf(severity))
    assert.deepEqual(
      levels,
      levels.toSorted((a, b) => b - a),
    )
    for (const { name, options } of filters)
      for (const { value, count } of options) {
        const shown = rows.filter((row) =>
          name === 'trait'
            ? (row.traits as readonly string[]).includes(value)
            : name === 'hint'
              ? row.hints.includes(value)
              : row[name] === value,
        )
        assert.equal(shown.length, count, `${server.id}: ${name}=${value}`)
        assert.ok(count > 0)
      }
  }
})
