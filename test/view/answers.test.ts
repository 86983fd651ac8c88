import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readYaml } from '../../src/catalogue/read-yaml.ts'
import { severityOfLine } from '../../src/schema/harm.ts'
import { postures } from '../../src/schema/posture.ts'
import { opinions } from '../../src/view/opinions.ts'
import { questions } from '../../src/view/questions.ts'
import { rationale } from '../../src/view/rationale.ts'
import { decidedBy, severitySentence } from '../../src/view/severity-sentence.ts'
import type { SiteTool } from '../../src/view/site.ts'
import { disagreements } from './disagreements.ts'
import { catalogue, content, fixtures, rate, unreviewed } from './rated-tools.ts'

const everything = [...fixtures, ...catalogue, ...unreviewed]
const settingOf = ({ server, tool }: SiteTool) => ({ sayings: content.questions.acts, server: server.manifest, tool })
const sentenceOf = (self: SiteTool) => severitySentence(self.assessment, content.risk.rubric, settingOf(self))

const factsOf = ({ assessment }: SiteTool) => ({
  irreversible: decidedBy(assessment)?.irreversible,
  reads: assessment.category === 'Read',
  traits: assessment.traits.map(({ trait }) => trait),
})

test('no answer contradicts the rule beside it, in any posture, or the facts of the rating', () => {
  const found: string[] = []
  let checked = 0
  for (const self of everything)
    for (const posture of postures) {
      const rule = self.rules[posture]
      for (const { ask, answer } of questions({ ...self, rule }, content)) {
        checked++
        for (const what of disagreements(ask, answer, rule, factsOf(self)))
          found.push(`${self.server.id}/${self.label}, ${posture}: ${ask} ${answer} (${what})`)
      }
      const sentence = sentenceOf(self)
      for (const what of disagreements('', sentence, rule, factsOf(self)))
        found.push(`${self.server.id}/${self.label}, ${posture}: ${sentence} (${what})`)
    }
  assert.deepEqual(found, [])
  assert.ok(checked > 300)
})

test('what contradicts a rule is found: the former answers did, on 34 pages', () => {
  const reads = { reads: true, traits: [] }
  const lost = { irreversible: true, reads: false, traits: ['sends-out', 'deletes-container'] }
  const former: [string, 'allow' | 'ask' | 'deny', object][] = [
    ['Give the server a sandbox whose loss does not matter, and ask before each call.', 'allow', reads],
    ['Pin versions, install without scripts, and let a person see the name first.', 'allow', reads],
    ['Give the server a role that reads only, and ask before anything that writes.', 'allow', reads],
    ['A change of access outlives the session, so let a person approve it.', 'allow', reads],
    ['Let a person approve each call, or allow listed recipients up to a cap.', 'deny', reads],
    ['A limit on how often does not help against one call; denial or approval does.', 'ask', reads],
    ['Allow it, at most 30 calls a minute.', 'deny', reads],
    ['It can be changed back.', 'ask', { ...lost, traits: [] }],
    ['It changes nothing.', 'ask', { reads: false, traits: [] }],
    ['Nothing leaves.', 'ask', lost],
  ]
  for (const [answer, effect, facts] of former)
    assert.notDeepEqual(disagreements('', answer, { effect }, facts as Parameters<typeof disagreements>[3]), [], answer)
  const undo = 'Can a call of delete_issue be undone?'
  assert.notDeepEqual(disagreements(undo, 'Yes, with create_issue.', { effect: 'ask' }, lost), [])
  assert.notDeepEqual(disagreements(undo, 'No: it is gone.', { effect: 'ask' }, { ...lost, irreversible: false }), [])
  assert.deepEqual(disagreements('', 'It deletes one issue in GitLab.', { effect: 'ask' }, lost), [])
})

test('every tool has two to four questions, and each is about this tool', () => {
  for (const self of everything) {
    const list = questions(self, content)
    assert.ok(list.length >= 2 && list.length <= 4, `${self.label}: ${list.length}`)
    assert.equal(new Set(list.map(({ ask }) => ask)).size, list.length, self.label)
    for (const { ask, answer, codes } of list) {
      assert.ok(ask.includes(self.label), ask)
      assert.ok(answer !== '' || codes.length > 0, ask)
      assert.doesNotMatch(
        `${ask} ${answer}`.replaceAll(self.label, 'TOOL'),
        /\{\w*\}|undefined| {2}|\.\.|“”/,
        self.label,
      )
    }
  }
})

/**
 * A sentence as it counts on how many pages it stands: without the names of tools and servers' words in quotes, and with each
 * name of an argument as the same word, so that two sentences are the same where nothing but such a name differs. The thing
 * that the tool is about and the title of the server stay: they are what the sentence says.
 */
function counted(sentence: string, label: string): string {
  return sentence
    .replaceAll(label, 'TOOL')
    .replaceAll(/“[^”]*”/g, 'QUOTE')
    .replaceAll(/A call must give .*\./g, 'ARGUMENTS')
}

const MOST = 0.1

test('no sentence of an answer stands on more than a tenth of all pages', () => {
  for (const tools of [catalogue, unreviewed]) {
    const pages = new Map<string, number>()
    for (const self of tools) {
      const sentences = questions(self, content).flatMap(({ answer }) => answer.split(/(?<=[.!?]) /))
      const own = new Set(sentences.filter((one) => one !== '').map((one) => counted(one, self.label)))
      for (const one of own) pages.set(one, (pages.get(one) ?? 0) + 1)
    }
    // What a call must give is a list of names, and no statement.
    pages.delete('ARGUMENTS')
    const often = [...pages].filter(([, count]) => count > MOST * tools.length)
    assert.deepEqual(often, [])
  }
})

test('every severity sentence is a whole sentence that begins with the severity and quotes only the definition', () => {
  const lines = new Set<string>()
  for (const self of everything) {
    const sentence = sentenceOf(self)
    const { severity, harm } = self.assessment
    assert.ok(sentence.startsWith(`${severity}`), sentence)
    assert.match(sentence, /\.$/)
    assert.doesNotMatch(sentence, /\{\w*\}|undefined| {2}| ,| \.|\(\)|whoever/, self.label)
    if (harm) {
      lines.add(harm.line)
      assert.equal(severityOfLine(harm.line), severity)
    }
    // A sentence says that it cannot be undone only where the rating does.
    if (harm && !harm.irreversible) assert.doesNotMatch(sentence, /permanently|cannot be changed back/, sentence)
    if (harm?.irreversible) assert.doesNotMatch(sentence, /can be changed back/, sentence)
  }
  if (catalogue.length > 0) assert.equal(lines.size, content.risk.rubric.lines.length)
})

test('the rationale names the category, and says low confidence with what follows from it', () => {
  let low = 0
  let contradicted = 0
  for (const self of everything) {
    const { assessment, tool } = self
    const { sentences } = rationale(tool, assessment, content.aboutRule, settingOf(self), content.risk.rubric)
    const text = sentences.join(' ')
    assert.doesNotMatch(text, /\{\w*\}|undefined| {2}|\.\./, self.label)
    const category = assessment.reviewed?.inferred.category ?? assessment.category
    const named = category === assessment.category ? `${category}: ` : `The classifier alone would say ${category}, `
    assert.ok(text.includes(category === 'Unclassified' ? 'Neither the name' : named), text)
    const said = text.includes('Confidence is low')
    // Nothing is stricter than the rule of a critical tool.
    if (said) assert.equal(text.includes('one step stricter'), assessment.severity !== 'Critical', text)
    assert.equal(said, assessment.confidence === 'low' && !assessment.reviewed && category !== 'Unclassified', text)
    if (said) assert.match(text, /Confidence is low because \w/)
    if (said) low++
    for (const { graver, milder } of assessment.contradictions) {
      contradicted++
      assert.ok(text.includes('contradicts') && text.includes('the more harmful of the two decided'), text)
      assert.ok(graver.field !== milder.field || graver.start !== milder.start)
    }
  }
  assert.ok(low > 0)
  if (catalogue.length > 0) assert.ok(contradicted >= 0)
})

test('a contradiction is said with both quotes, a claim as a claim, and unclassified as such', () => {
  const [user, sql, odd] = rate([
    { name: 'get_user', description: 'Deletes the user permanently.' },
    {
      name: 'query',
      description: 'Run a read-only SQL query.',
      inputSchema: { type: 'object', properties: { sql: { type: 'string' } } },
    },
    { name: 'zzz' },
  ])
  assert.ok(user && sql && odd)
  const said = (self: SiteTool) =>
    rationale(self.tool, self.assessment, content.aboutRule, settingOf(self), content.risk.rubric).sentences
  assert.ok(
    said(user).some((one) =>
      /“Deletes the user.*” in the description contradicts “get_user” in the name, and the more harmful/.test(one),
    ),
    said(user).join(' '),
  )
  assert.match(sentenceOf(user), /^(High|Critical): permanently deletes one user in Shop/)
  const { declared } = opinions(sql.assessment, content.risk.rubric, content.risk.traits, settingOf(sql))
  assert.ok(
    declared.includes('The server claims “read-only”; such a claim never lowers the severity.'),
    declared.join(' '),
  )
  assert.match(sentenceOf(sql), /^Critical: runs any query that the caller writes in Shop/)
  assert.match(sentenceOf(odd), /^\w+: the definition does not show what the tool does\.$/)
  assert.match(said(odd).join(' '), /^Neither the name, the description \(which is empty\) nor the parameters show/)
})

test('the sentence says how far one call reaches: one thing, a list, a thing with everything in it', () => {
  const sentences = rate([
    { name: 'delete_issue', description: 'Permanently delete an issue.' },
    { name: 'delete_messages', description: 'Delete several messages.' },
    { name: 'delete_repository', description: 'Delete a repository.' },
    { name: 'send_email', description: 'Send an email to a recipient.' },
    { name: 'list_labels', description: 'List the labels of a project.' },
  ]).map(sentenceOf)
  assert.deepEqual(sentences, [
    'High: permanently deletes one issue in Shop (“Permanently delete an issue”).',
    'Critical: deletes a whole list of messages in Shop (“Delete several messages”).',
    'Critical: deletes one repository in Shop with everything in it (“Delete a repository”).',
    "High: sends an email in Shop in the user's name; this cannot be taken back (“Send an email”).",
    'Low: lists labels of a project in Shop, and its definition does not say that the answer is private (“List the labels”).',
  ])
})

test('what is declared, inferred and reviewed stays apart', () => {
  for (const self of everything) {
    const { declared, inferred, reviewed } = opinions(
      self.assessment,
      content.risk.rubric,
      content.risk.traits,
      settingOf(self),
      self.lapsed,
    )
    const { review } = self.assessment.reviewed ?? {}
    const said = reviewed.join(' ')
    if (review) assert.ok(said.includes(review.category) && said.includes(review.line), said)
    else assert.match(said, /Rated by the classifier alone\.$/)
    for (const claim of self.assessment.claims)
      assert.ok(
        declared.some((one) => one.endsWith('never lowers the severity.')),
        claim.quote,
      )
    const own = self.assessment.reviewed?.inferred ?? self.assessment
    const rating = `${own.category}, ${own.severity.toLowerCase()} severity`
    const differs = own.category !== self.assessment.category || own.severity !== self.assessment.severity
    assert.ok(
      inferred[0]?.startsWith(differs ? `The classifier alone would say ${rating}` : rating),
      inferred.join(' '),
    )
  }
})

test('where a review overrules the classifier, its rule, line and sentence are not the reasons of the page', () => {
  let overruled = 0
  for (const self of catalogue) {
    const { assessment, tool } = self
    const { review, inferred } = assessment.reviewed ?? {}
    if (!review || !inferred) continue
    const { rule, sentences, confidence } = rationale(
      tool,
      assessment,
      content.aboutRule,
      settingOf(self),
      content.risk.rubric,
    )
    assert.equal(inferred.line !== review.line && rule !== undefined, false, self.label)
    if (inferred.category === assessment.category && inferred.severity === assessment.severity) continue
    overruled++
    assert.match(sentences[0] ?? '', new RegExp(`^The review decides on .*, by line ${review.line} of the rubric: `))
    assert.ok(confidence.includes(` for ${inferred.category}, ${inferred.severity.toLowerCase()} severity`), confidence)
    const said = opinions(assessment, content.risk.rubric, content.risk.traits, settingOf(self)).inferred.join(' ')
    assert.doesNotMatch(said, /(Low|Medium|High|Critical): /, self.label)
  }
  if (catalogue.length > 0) assert.ok(overruled > 0)
})

test('a reviewed page says why the classifier is unsure, and never that what was read can be undone', () => {
  for (const self of catalogue) {
    const { assessment, tool } = self
    if (!assessment.reviewed) continue
    const { confidence } = rationale(tool, assessment, content.aboutRule, settingOf(self), content.risk.rubric)
    if (assessment.confidence === 'low') assert.match(confidence, /^low, .*, because \w/, self.label)
    const said = opinions(assessment, content.risk.rubric, content.risk.traits, settingOf(self)).reviewed.join(' ')
    if (assessment.category === 'Read') assert.doesNotMatch(said, /undone|restore/, self.label)
    if (assessment.reviewed.review.line === 'M3' && assessment.category === 'Read')
      assert.match(said, /what it returned cannot be taken back/, self.label)
    for (const one of assessment.reviewed.review.alternates) assert.match(said, new RegExp(`could also say .*${one}`))
  }
})

test('what forms of sentences ask for exists', () => {
  const verbs = new Set([...Object.keys(content.risk.acts.verbs), 'unknown'])
  const ids = new Set(content.risk['harm-rules'].rules.map(({ id }) => id))
  const traits = new Set<string>(content.risk.traits.map(({ id }) => id))
  const known = (all: readonly string[] | undefined, of: ReadonlySet<string>, where: string) => {
    for (const one of all ?? []) assert.ok(of.has(one), `${where}: ${one}`)
  }
  for (const { id, says } of content.risk.rubric.lines)
    for (const saying of says) {
      known(saying.verbs, verbs, id)
      known(saying.traits, traits, id)
      known(saying.rules, ids, id)
    }
  for (const [id, question] of Object.entries(content.questions.traits)) {
    known([id], traits, 'content/questions/traits.yaml')
    for (const answer of question.answers) known(answer.verbs, verbs, id)
  }
  assert.deepEqual(new Set(Object.keys(content.questions.traits)), traits)
  assert.ok(readYaml('content/questions/acts.yaml'))
})
