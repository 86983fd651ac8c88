import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dataBlock, jsonLd } from '../../src/view/json-ld.ts'
import { headDescription, headTitle, MAX_DESCRIPTION, MAX_TITLE, pagePath } from '../../src/view/metadata.ts'

test('titles and descriptions are never longer than what search engines show, and short ones stay', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      assert.ok(headTitle(text).length <= MAX_TITLE)
      assert.ok(headTitle(`${text} · GitLab`).length <= MAX_TITLE)
      assert.ok(headDescription(text).length <= MAX_DESCRIPTION)
      if (text.length <= MAX_DESCRIPTION) assert.equal(headDescription(text), text)
    }),
  )
  assert.equal(headTitle('delete_branch · GitLab'), 'delete_branch · GitLab · Policybook')
  const long = 'a_tool_with_a_very_long_name_that_nobody_reads_to_its_end_in_a_tab · GitLab'
  assert.match(headTitle(long), /^a_tool_with.*… · GitLab$/)
  const sentence = 'One sentence that says enough for a result, and so it is kept whole.'
  assert.equal(headDescription(`${sentence} ${'And more words follow. '.repeat(9)}`).startsWith(sentence), true)
  assert.match(headDescription('word '.repeat(60)), /^(word )+word…$/)
  assert.ok(headDescription('x'.repeat(400)).endsWith('x…'))
})

test('a data block cannot end its element, whatever a server calls a tool, and reads back as the same', () => {
  for (const label of ['</script><script>alert(1)</script>', '<!--', '&lt;\u2028\u2029', '"\\'])
    for (const value of [{ label }, jsonLd({ title: label, page: '/x', trail: [{ label }] }, { article: true })]) {
      const text = dataBlock(value)
      assert.doesNotMatch(text, /[<>&\u2028\u2029]/)
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
    }
})

test('questions that do not fit the budget are left out, and nothing else is', () => {
  const questions = [
    { ask: 'Short?', answer: 'Yes.' },
    { ask: 'Long?', answer: 'x'.repeat(2000) },
    { ask: 'Short again?', answer: 'No.' },
  ]
  const page = { title: 't', page: '/t', trail: [{ label: 't' }] }
  const asked = (budget?: number) => {
    const graph = (
      jsonLd(page, { article: true, questions, ...(budget ? { budget } : {}) }) as {
        '@graph': { '@type': string; mainEntity?: { name: string }[] }[]
      }
    )['@graph']
    return graph.find((node) => node['@type'] === 'FAQPage')?.mainEntity?.map(({ name }) => name)
  }
  assert.deepEqual(asked(), ['Short?', 'Long?', 'Short again?'])
  assert.deepEqual(asked(1200), ['Short?', 'Short again?'])
  assert.equal(asked(100), undefined)
  assert.equal(jsonLd({ title: 't', page: '/t', trail: [] }, {}), undefined)
})

test('the address of a page has no ending, and that of an index ends with a slash', () => {
  assert.deepEqual(['/tools/servers/x.html', '/index.html', '/tools/index', '/', '/tools/'].map(pagePath), [
    '/tools/servers/x',
    '/',
    '/tools/',
    '/',
    '/tools/',
  ])
})
