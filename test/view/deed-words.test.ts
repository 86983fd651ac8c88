import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tool } from '../../src/schema/tool.ts'
import { questions } from '../../src/view/questions.ts'
import { rationale } from '../../src/view/rationale.ts'
import { severitySentence } from '../../src/view/severity-sentence.ts'
import { content, rate } from './rated-tools.ts'

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

test('what is cancelled was not spent by the call', () => {
  const { answers } = saidOf({ name: 'cancel_order', description: 'Cancel the order. This moves no goods.' }, 'private')
  assert.doesNotMatch(answers.join(' '), /spent/)
})
