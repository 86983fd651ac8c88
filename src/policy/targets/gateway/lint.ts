import { at, memberOf, textsOf } from '../../core/document.ts'
import { jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { removeEntry } from '../../core/text-edit.ts'
import { recogniser } from './recognise.ts'
import { type GatewayPolicy, readGateway } from './validate.ts'

function read(source: PolicyText): { policy: GatewayPolicy } | { problems: Report[] } {
  const found = jsonRoot(source, 'strict', 'The gateway')
  if ('problems' in found) return found
  const { policy, problems } = readSafely(source.text)
  if (policy) return { policy }
  return {
    problems: problems.map((what) => {
      const [first = '', second = ''] = (what.split(':')[0] ?? '').split('.')
      const member = memberOf(memberOf(found.root, first)?.node, second) ?? memberOf(found.root, first)
      return { what, at: member?.key ?? found.root }
    }),
  }
}

/** A hostile file has more faults than the schema can carry from one level to the next. */
function readSafely(text: string): ReturnType<typeof readGateway> {
  try {
    return readGateway(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { problems: ['the file has too many faults to name'] }
  }
}

/** What the gateway refuses, and entries of tools that are hidden, and so never called. */
export const gatewayLinter = defineLinter<{ policy: GatewayPolicy }>({
  target: 'gateway',
  ...recogniser,
  read,
  unreadable: {
    id: 'refused',
    title: 'The gateway rejects the policy',
    about: 'A field is missing, unknown or has the wrong type.',
    fix: 'Correct the field named in the message.',
    bad: '{"version": "1", "default": "maybe", "tools": {}}',
    good: '{"version": "1", "default": "deny", "tools": {}}',
  },
  rules: [
    {
      id: 'no-effect',
      title: 'Rule for a hidden tool',
      about: 'The gateway refuses a hidden tool before it reads the rule, so the rule has no effect.',
      fix: 'Remove the tool from hide, or remove the rule.',
      bad: '{"version": "1", "default": "deny", "hide": ["pay"], "tools": {"pay": {}}}',
      good: '{"version": "1", "default": "deny", "hide": ["pay"], "tools": {}}',
      *find(_, { source }) {
        const { root } = source.json
        const hidden = new Set(textsOf(at(root, 'hide')).map(({ text }) => text))
        const tools = at(root, 'tools')
        for (const [index, { name, key, node }] of (tools?.members ?? []).entries())
          if (hidden.has(name) || hidden.has('*'))
            yield {
              what: `${name} is hidden, so its entry has no effect`,
              at: key,
              edits: removeMember(source.text, tools?.members ?? [], index, key.start, node.end),
            }
      },
    },
  ],
})

/** A member is taken out as an entry of a list is: it lasts from its key to the end of its value. */
function removeMember(
  text: string,
  members: readonly { key: { start: number }; node: { end: number } }[],
  index: number,
  start: number,
  end: number,
) {
  const items = members.map(({ key, node }) => ({ kind: 'other' as const, start: key.start, end: node.end }))
  const open = text.lastIndexOf('{', items[0]?.start ?? start)
  const close = text.indexOf('}', items.at(-1)?.end ?? end)
  return removeEntry(text, { kind: 'list', start: open, end: close + 1, items }, index)
}
