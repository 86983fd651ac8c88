import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject, Tool } from '../../src/schema/tool.ts'
import { rationale } from '../../src/view/rationale.ts'
import { actSentence, decidedBy } from '../../src/view/severity-sentence.ts'
import { traitLabel } from '../../src/view/shown-traits.ts'
import type { SiteTool } from '../../src/view/site.ts'
import { statedAddressBound } from '../../src/view/stated-bound.ts'
import { traitQuestion } from '../../src/view/trait-answers.ts'
import { catalogue, content, rate } from './rated-tools.ts'

const tool = (name: string, description: string, properties: JsonObject = {}): Tool => ({
  name,
  description,
  inputSchema: { type: 'object', properties },
})
const one = (...of: Parameters<typeof tool>): SiteTool => {
  const [self] = rate([tool(...of)], 'Shop', 'private')
  assert.ok(self)
  return self
}
const settingOf = ({ server, tool: definition }: SiteTool) => ({
  sayings: content.questions.acts,
  server: server.manifest,
  tool: definition,
})
const lead = (self: SiteTool) => {
  const decided = decidedBy(self.assessment)
  return decided ? actSentence(decided, self.assessment, content.risk.rubric, settingOf(self)) : ''
}

test('the object of an act is what its description names, and not the type, the project or any user', () => {
  assert.match(
    lead(one('list-objects', 'Retrieves a paginated list of objects of a specified type.')),
    /^Lists objects/,
  )
  assert.match(lead(one('get_user', "Get the current user's information")), /^Returns the current user /)
  assert.match(
    lead(one('list_merge_request_changed_files', 'List changed file paths in a merge request.')),
    /^Lists changed file paths in a merge request/,
  )
  assert.doesNotMatch(lead(one('get_total_worklogs', 'Get total logged time for a project')), /number of/)
})

test('where no act is known the definition is quoted, and never the title of a line alone', () => {
  const titles = content.risk.rubric.lines.map(({ title }) =>
    `${title.replace('{object}', 'something')}.`.toLowerCase(),
  )
  for (const self of catalogue) {
    const said = lead(self)
    assert.ok(said === '' || !titles.includes(said.toLowerCase()), `${self.label}: ${said}`)
  }
  assert.equal(
    lead(one('echo', 'Echoes back the input string.')),
    'Its definition says: “Echoes back the input string”.',
  )
})

test('an address that the definition bounds is not called any address', () => {
  const bounded = one(
    'fetch_image',
    'Fetch an image from a URL. It requires HTTPS. Private or reserved\nnetworks are rejected.',
    {
      url: { type: 'string' },
    },
  )
  const free = one('fetch_image', 'Fetch an image from a URL.', { url: { type: 'string' } })
  assert.deepEqual(statedAddressBound(bounded.tool), {
    sentence: 'Private or reserved networks are rejected',
    isSecure: true,
  })
  assert.equal(statedAddressBound(free.tool), undefined)
  assert.match(
    traitLabel('free-url', 'calls any address', bounded.assessment, settingOf(bounded)),
    /HTTPS.*within stated bounds/,
  )
  assert.equal(traitLabel('free-url', 'calls any address', free.assessment, settingOf(free)), 'calls any address')
  const answer = (self: SiteTool) => {
    const trait = self.assessment.traits.find((each) => each.trait === 'free-url')
    assert.ok(trait)
    const bound = statedAddressBound(self.tool)?.sentence
    const decided = decidedBy(self.assessment)
    const { traits } = content.questions
    return traitQuestion(trait, self.label, self.assessment, decided, settingOf(self), traits, bound)?.answer ?? ''
  }
  assert.match(answer(bounded), /within what the definition says of it: “Private or reserved networks are rejected”/)
  assert.match(answer(free), /names no list of allowed hosts/)
})

test('a tool that does not only read is no signal against another category than Read', () => {
  for (const self of catalogue) {
    const { counters } = rationale(self.tool, self.assessment, content.aboutRule, settingOf(self), content.risk.rubric)
    const isRead = (self.assessment.reviewed?.inferred ?? self.assessment).category === 'Read'
    if (!isRead) assert.ok(!counters.some(({ rule }) => rule === 'H-NOT-READ-ONLY'), self.label)
  }
})
