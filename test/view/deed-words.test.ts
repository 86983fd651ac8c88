import assert from 'node:assert/strict'
import { test } from 'node:test'
import { descriptionOf, type Tool } from '../../src/schema/tool.ts'
import { questions } from '../../src/view/questions.ts'
import { rationale } from '../../src/view/rationale.ts'
import { severitySentence } from '../../src/view/severity-sentence.ts'
import { catalogue, content, rate } from './rated-tools.ts'

/** What a page says of one tool, in its sentences and answers. */
function saidOf(tool: Tool, data?: 'private' | 'own machine') {
  const [self] = rate([tool], 'Shop', data)
  assert.ok(self)
  const setting = { sayings: content.questions.acts, server: self.server.manifest }
  return {
    severity: severitySentence(self.assessment, content.risk.rubric, setting),
    why: rationale(self.tool, self.assessment, content.aboutRule, setting, content.risk.rubric).sentences[0] ?? '',
    answers: questions(self, content).map(({ answer }) => answer),
  }
}

test('an object that the description names more exactly is the object', () => {
  const { severity, why, answers } = saidOf({ name: 'erase_job', description: 'Erase a job log and its artifacts.' })
  for (const text of [severity, why, answers[0]]) {
    assert.match(text ?? '', /erases one job log/)
    assert.doesNotMatch(text ?? '', /one job\b(?! log)/)
  }
})

test('what deletes any resource of an API is not said to delete a list of them', () => {
  const path = { type: 'string', description: 'The API endpoint path (without base URL)' }
  const inputSchema = { type: 'object' as const, properties: { path }, required: ['path'] }
  const { severity, why, answers } = saidOf({ name: 'api_delete', description: 'Delete resources.', inputSchema })
  for (const text of [severity, why, ...answers]) assert.doesNotMatch(text, /whole list/)
  const many = saidOf({ name: 'delete_all_messages', description: 'Deletes all messages.' })
  assert.match(many.severity, /a whole list of messages/)
})

test('a statement that something may be for good is not a statement that it is', () => {
  const undone = (description: string) => saidOf({ name: 'delete_note', description }).answers[1] ?? ''
  assert.match(undone('Deletes a note. It may be irreversible.'), /^Assume that it cannot: .*“may be irreversible”/)
  assert.match(undone('Deletes a note. This is irreversible.'), /^No: .*“is irreversible”/)
})

test('a verb is not done to what it makes: differences are returned, not compared', () => {
  const { answers } = saidOf({ name: 'git_diff', description: 'View differences between commits.' })
  assert.match(answers[0] ?? '', /^It returns /)
})

test('a page that is read or given a file is not said to be on the machine of the server', () => {
  const properties = {
    filename: { type: 'string', description: 'File to save the messages to' },
    paths: { type: 'array' },
  }
  const inputSchema = { type: 'object' as const, properties }
  for (const [name, description] of [
    ['browser_console_messages', 'Returns all console messages of the page.'],
    ['browser_drop', 'Drop files onto an element of the page.'],
  ] as const) {
    const [self] = rate([{ name, description, inputSchema }], 'Browser', 'own machine')
    assert.ok(self?.assessment.harm)
    for (const deed of self.assessment.deeds) deed.line = 'H6'
    self.assessment.harm = { ...self.assessment.harm, line: 'H6', place: 'machine' }
    assert.doesNotMatch(questions(self, content)[0]?.answer ?? '', /machine where the server runs/, name)
  }
})

test('a name of a product is not split at its capitals, nor written in lower case', () => {
  const { severity, answers } = saidOf({
    name: 'showLiteSpeedCacheStatusV1',
    description: 'Show the LiteSpeed Cache status for the specified WordPress installation.',
  })
  for (const text of [severity, answers[0] ?? '']) {
    assert.match(text, /the status of a LiteSpeed Cache/)
    assert.doesNotMatch(text, /lite speed/)
  }
  assert.match(
    saidOf({ name: 'send_slack_message', description: 'Sends a slack message.' }).severity,
    /a Slack message/,
  )
})

test('no page writes in lower case or in parts what the definition writes as one word with capitals', () => {
  for (const { tool, assessment, server } of catalogue) {
    const setting = { sayings: content.questions.acts, server: server.manifest }
    const sentence = severitySentence(assessment, content.risk.rubric, setting).replace(/ \(“.*$/, '')
    for (const [name] of descriptionOf(tool).matchAll(/\b[A-Z][a-z]+[A-Z][a-z]+\b/g)) {
      const parts = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
      assert.doesNotMatch(sentence, new RegExp(`\\b(${parts}|${name.toLowerCase()})\\b`), `${tool.name}: ${name}`)
    }
  }
})

test('the object is what the description says: its details, the one that there is, a simulated one', () => {
  const first = (name: string, description: string) => saidOf({ name, description }).answers[0]
  assert.match(first('get_job', 'Get details of a job.') ?? '', /^It returns the details of a job /)
  assert.match(first('get_job', 'Get a job.') ?? '', /^It returns a job /)
  assert.match(
    first('getCronJobOutput', 'Returns the output captured from the last execution of the cron job.') ?? '',
    /^It returns the output of a cron job /,
  )
  assert.match(first('get_milestone_issue', 'Get issues of a milestone.') ?? '', /^It returns issues of a milestone/)
  assert.match(
    first('get_milestone_issue', 'Get an issue of a milestone.') ?? '',
    /^It returns an issue of a milestone/,
  )
  assert.match(first('toggle-updates', 'Toggles simulated updates on or off.') ?? '', /simulated updates on or off/)
  assert.doesNotMatch(first('toggle-updates', 'Toggles updates on or off.') ?? '', /simulated/)
})

test('what is recreated is not destroyed with its name, and what is called off is only started again', () => {
  assert.match(
    saidOf({ name: 'recreate_virtual_machine', description: 'Recreate a virtual machine from scratch.' }).severity,
    /recreates (one|a) virtual machine in Shop, and everything that was there before is lost/,
  )
  assert.doesNotMatch(
    saidOf({ name: 'cancel_pipeline', description: 'Cancel a running pipeline.' }).severity,
    /changed back/,
  )
})

test('what is cancelled was not spent by the call', () => {
  const { answers } = saidOf({ name: 'cancel_order', description: 'Cancel the order. This moves no goods.' }, 'private')
  assert.doesNotMatch(answers.join(' '), /spent/)
})
