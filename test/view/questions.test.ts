import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Counters } from '../../src/policy/core/counters.ts'
import { effectOf } from '../../src/policy/prove/effect-of.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { descriptionOf } from '../../src/schema/tool.ts'
import { blockCodes } from '../../src/view/block-codes.ts'
import { questions } from '../../src/view/questions.ts'
import { callsOf } from '../policy/calls.ts'
import { catalogue, content, fixtures, rate } from './rated-tools.ts'

const tools = fixtures

const tool = (name: string, description: string, more: object = {}) => ({
  name,
  description,
  inputSchema: { type: 'object' as const, properties: {}, ...more },
})

test('what a tool does is said with its verb, its object, its place and how far it reaches', () => {
  const answers = (defined: ReturnType<typeof tool>[], data?: 'private' | 'public' | 'own machine') =>
    rate(defined, 'Tracker (reference)', data).map((self) => questions(self, content)[0]?.answer)
  assert.deepEqual(
    answers(
      [
        tool('delete_issue', 'Permanently delete an issue.', { properties: { id: {} }, required: ['id'] }),
        tool('list_labels', 'List the labels of a project.'),
        tool('get_project_details', 'Get details of a project.'),
        tool('create_or_update_file', 'Create or update a file in a repository.'),
        tool('delete_messages', 'Delete several messages.'),
        tool('issue_comment_update', 'Update a comment on an issue.'),
        tool('count_api_keys', 'Count the API keys of a user.'),
        tool('take_snapshot', 'Take a snapshot of the page.'),
      ],
      'private',
    ),
    [
      'It permanently deletes one issue in Tracker. A call must give id.',
      'It lists labels of a project in Tracker.',
      'It returns the details of a project from Tracker.',
      'It creates a file in a repository in Tracker. It also updates a file.',
      'It deletes a whole list of messages in Tracker.',
      'It updates a comment on an issue in Tracker.',
      'It counts API keys of a user in Tracker.',
      'It takes a snapshot of a page in Tracker.',
    ],
  )
  assert.deepEqual(answers([tool('search_places', 'Search for places.')], 'public'), [
    'It searches places with Tracker.',
  ])
  assert.deepEqual(answers([tool('move_file', 'Move a file.')], 'own machine'), ['It moves a file.'])
})

test('a tool of the same server that undoes a call is named, and no tool that only looks so', () => {
  const undone = (defined: ReturnType<typeof tool>[]) =>
    questions(rate(defined, 'Tracker', 'private')[0] as never, content).find(({ ask }) => ask.startsWith('Can a call'))
      ?.answer
  assert.equal(
    undone([tool('start_server', 'Start a server.'), tool('stop_server', 'Stop a server.')]),
    'Yes, with stop_server for the server.',
  )
  assert.doesNotMatch(
    undone([tool('attach_key', 'Attach a key to a server.'), tool('delete_key', 'Delete a key.')]) ?? '',
    /delete_key/,
  )
  assert.equal(
    undone([tool('delete_issue', 'Delete an issue. This cannot be undone.')]),
    'No: the definition says “This cannot be undone”.',
  )
  assert.equal(
    undone([tool('delete_issue', 'Delete an issue.')]),
    'No: only a copy that Tracker keeps can bring back the issue.',
  )
})

test('what is severe in an act is said with the act', () => {
  const [write] = rate(
    [tool('write_file', 'Create a new file or completely overwrite an existing file.')],
    'Tracker',
    'private',
  )
  assert.ok(write?.assessment.harm)
  assert.match(
    questions(write, content)[0]?.answer ?? '',
    /^It writes a file in Tracker, and what was there before is lost\./,
  )
  for (const self of catalogue) {
    const { severity, harm } = self.assessment
    const [first] = questions(self, content)
    if (severity === 'Low' || severity === 'Medium' || !harm) continue
    assert.doesNotMatch(first?.answer ?? '', /can(not)? be changed back/, self.label)
    // The act alone, such as "It writes a file.", is not all that a severe tool does; to delete is.
    if (harm.line === 'H1' && harm.irreversible)
      assert.match(
        first?.answer ?? '',
        /permanently|lost|for good|\b(?:delete|remove|uninstall|drop|discard|clear|purge)s\b|definition says/,
        `${self.label}: ${first?.answer}`,
      )
    // What no definition says is not said of it.
    if (/permanently/.test(first?.answer ?? ''))
      assert.match(
        descriptionOf(self.tool),
        /permanent|irreversibl|(?:cannot|can't|can not) be|forever|for good/i,
        self.label,
      )
  }
})

test('what a call assigns is undone by the earlier id, and what takes no values is not given the earlier ones', () => {
  const undone = (name: string, properties: Record<string, object>, description: string) =>
    questions(rate([tool(name, description, { properties })], 'Tracker', 'private')[0] as never, content)[1]?.answer
  assert.equal(
    undone('change_profile', { new_profile_id: {}, domain: {} }, 'Change the profile for a domain.'),
    'Yes, with another call that gives the id of the earlier profile, if somebody noted it.',
  )
  assert.equal(
    undone('set_default_profile', { profile_id: {} }, 'Set the default profile.'),
    'Yes, with another call that gives the id of the earlier default profile, if somebody noted it.',
  )
  assert.match(undone('update_profile', { profile_id: {}, name: {} }, 'Update a profile.') ?? '', /the earlier values/)
  assert.equal(
    undone('move_note', { note_id: {}, to: {} }, 'Move a note.'),
    'Yes, with another call that moves the note back, if somebody noted what was before.',
  )
  assert.doesNotMatch(undone('update_branch', { repo: {}, sha: {} }, 'Update a branch.') ?? '', /the earlier values/)
})

test('the lines that block a tool are refused calls in the model of each client, and leave other tools as they are', () => {
  let checked = 0
  for (const self of [...fixtures, ...catalogue]) {
    const other = `${self.tool.name}x`
    for (const { label, code, file } of blockCodes(self)) {
      const target = targets.find((one) => one.label === label)
      assert.ok(target, label)
      const call = callsOf(target, code, self.server.id)
      assert.equal(file, target.fileName(self.server.id))
      const doneTo = (name: string) => effectOf(() => call(name, {}, new Counters()), 3).effect
      assert.match(doneTo(self.tool.name), /deny|hide/, `${label}: ${code}`)
      assert.equal(doneTo(other), doneTo(`${other}y`), label)
      assert.doesNotMatch(doneTo(other), /deny|hide/, label)
      checked++
    }
  }
  assert.ok(checked > 50)
})

test('every target has a question, and nothing of it is left to fill in', () => {
  for (const { id, questions: asked } of targets) {
    assert.ok(asked.length > 0, id)
    for (const { ask, answer } of asked) assert.doesNotMatch(`${ask} ${answer}`.replaceAll('{file}', ''), /[{}]/, id)
  }
})

test('the keys and files that questions about targets name stand in what is rendered', () => {
  const asked: Record<string, RegExp[]> = {
    gateway: [/"scope": "grant"/],
    'claude-code-managed': [/allowManagedPermissionRulesOnly/],
    codex: [/approval_mode = "approve"/, /approval_mode = "prompt"/],
    'gemini-policy': [/toolName/],
    'gemini-settings': [/"trust": false/],
    openai: [/server_url/, /allowed_tools/],
    anthropic: [/"enabled": false/, /default_config/, /configs/],
    'toolhive-kubernetes': [/sessionStorage/, /redis/, /rateLimiting/],
    agentcore: [/___/],
    agentgateway: [/require/],
    envoy: [/toolSelector/],
    'envoy-headers': [/mcp-method/],
  }
  const all = tools.map(({ rule }) => rule)
  for (const [id, expected] of Object.entries(asked)) {
    const text =
      targets.find((one) => one.id === id)?.render(all, { defaultEffect: 'deny', serverKey: 'shop' }).text ?? ''
    for (const one of expected) assert.match(text, one, id)
  }
})
