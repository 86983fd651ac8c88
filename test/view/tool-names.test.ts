import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterOf } from '../../src/view/name-letter.ts'
import { type SiteTool, site } from '../../src/view/site.ts'
import { lettersOf, namePages, namesIndex, namesText } from '../../src/view/tool-names.ts'

const all = site()

test('every tool is in the list of its letter exactly once', () => {
  const listed = lettersOf(all).flatMap((letter) =>
    Object.entries(JSON.parse(namesText(all, letter)) as Record<string, [string, string][]>).flatMap(
      ([name, tools]) => {
        assert.equal(letterOf(name), letter)
        return tools.map(([server, slug]) => `${server}/${slug} ${name}`)
      },
    ),
  )
  const wanted = all.tools.map(({ server, slug, tool }) => `${server.id}/${slug} ${tool.name}`)
  assert.deepEqual(listed.toSorted(), wanted.toSorted())
  const pages = namePages(all)
  assert.equal(
    pages.reduce((sum, { names }) => sum + names.length, 0),
    new Set(all.tools.map(({ tool }) => tool.name)).size,
  )
})

test('names that are rated otherwise elsewhere come first, and differ', () => {
  const { differing, letters, names, shared } = namesIndex(all)
  assert.equal(
    letters.reduce((sum, { count }) => sum + count, 0),
    names,
  )
  assert.ok(differing.length <= shared)
  for (const { differs, tools, compare } of differing) {
    assert.match(differs, /^(?:Low|Medium|High) to (?:Medium|High|Critical)$/)
    assert.ok(new Set(tools.map(({ severity }) => severity)).size > 1)
    assert.match(compare ?? '', /names=/)
  }
})

test('thirty times as many tools stay on pages of a bounded size', () => {
  const tools = Array.from({ length: 30 }, (_, copy) =>
    all.tools.map(
      (one): SiteTool => ({
        ...one,
        tool: { ...one.tool, name: copy % 3 === 0 ? one.tool.name : `${one.tool.name}_${copy}` },
      }),
    ),
  ).flat()
  const pages = namePages({ tools })
  assert.ok(tools.length > 38_000)
  for (const { names } of pages) {
    assert.ok(names.length <= 200)
    for (const { tools: shown } of names) assert.ok(shown.length <= 12)
  }
  const { differing } = namesIndex({ tools })
  assert.ok(differing.length <= 60)
})

test('a letter is that of the name, whatever its script or case', () => {
  assert.deepEqual(['Get', 'get', '2fa', '高德', '__x', '"><script>', ''].map(letterOf), [
    'g',
    'g',
    '2',
    'other',
    'other',
    'other',
    'other',
  ])
})
