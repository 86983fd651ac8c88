import { Document } from 'yaml'
import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

/** The tools of the toolsets shell and filesystem that run a command or change files. */
const COMMANDS = ['shell', 'run_background_job']
const EDITS = ['write_file', 'edit_file', 'create_directory', 'remove_directory']

/** What a rule adds to the lists. A pattern is matched against the whole command, so it is about the first one of a chain. */
function entriesOf({
  tool,
  of,
  effect,
}: BuiltinRule): BuiltinPart<{ effect: BuiltinRule['effect']; entries: string[] }> {
  if (tool === 'shell')
    return { says: { effect, entries: COMMANDS.flatMap((name) => [`${name}:cmd=${of}`, `${name}:cmd=${of} *`]) } }
  if (tool === 'read')
    return {
      unsaid: of?.startsWith('~')
        ? 'An entry sees the path as the model writes it, so a denial of one spelling leaves the others open.'
        : 'A tool that reads several files has a list of them, which an entry sees as one text; so a denial of one file leaves it open.',
    }
  return { says: { effect, entries: tool === 'fetch' ? ['fetch'] : EDITS } }
}

/** Rules for the toolsets of Docker Agent itself, in the file of an agent. */
export const dockerAgentBuiltin: BuiltinPolicy = {
  file: 'agent.yaml',
  language: 'yaml',
  source:
    'docker/docker-agent, docs/configuration/permissions at 7c1086de, pkg/permissions/permissions.go at d3c9190c, and pkg/tools/builtin at 0d76412a, read 2026-11-21; not run',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, entriesOf)
    const listed = (wanted: BuiltinRule['effect']) =>
      said.flatMap(({ effect, entries }) => (effect === wanted ? entries : []))
    const document = new Document({ permissions: { ask: listed('ask'), deny: listed('deny') } })
    return { text: document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), unsaid }
  },
}
