import { evaluationFolders, folders } from '../catalogue/folder.ts'
import type { Content } from '../catalogue/read-content.ts'
import { readManifests } from '../catalogue/read-manifests.ts'
import type { LabelDefinition } from '../schema/label.ts'
import type { Problem } from '../schema/problem.ts'

/** What was not measured, and which commands bring it here. */
export function missingText(found: number, missing: readonly LabelDefinition[], content: Content): string {
  const servers = serversOf(missing)
  const named =
    servers.length > 20 ? `${servers.slice(0, 20).join(', ')} and ${servers.length - 20} more` : servers.join(', ')
  return [
    `Measured on ${found} of ${found + missing.length} labels. This machine does not have the definitions of the other ${missing.length}. They are from ${servers.length === 1 ? '1 server' : `${servers.length} servers`}: ${named}.`,
    `To measure on all labels: ${commandsFor(missing, content)} Then run this command again.`,
  ].join('\n')
}

/** Every definition of a set is missing. */
export const nothingFound = (file: string, missing: readonly LabelDefinition[], content: Content): Problem => ({
  where: file,
  what: `nothing was measured: this machine has none of the ${missing.length} definitions`,
  fix: `${commandsFor(missing, content)} Then run this command again.`,
})

function commandsFor(missing: readonly LabelDefinition[], { manifests }: Content): string {
  const evaluation = readManifests(evaluationFolders(folders()).content)
  const listed = missing.filter(({ source }) => source === undefined).map(({ server }) => server)
  const has = (holds: (server: string) => boolean, command: string) => (listed.some(holds) ? [command] : [])
  const commands = [
    ...has((server) => manifests.has(server), 'Run `npm run ingest`, which lists the servers of the catalogue.'),
    ...has(
      (server) => evaluation.has(server),
      'Run `npm run ingest -- --evaluation`, which lists the servers that only the measurement uses.',
    ),
    ...(listed.length < missing.length
      ? [
          `Name the folder of the collections ${serversOf(missing, 'source').join(', ')} with \`--bulk FOLDER\`, or put it into the folder \`bulk\` below POLICYBOOK_SHARED_DATA.`,
        ]
      : []),
    ...has(
      (server) => !manifests.has(server) && !evaluation.has(server),
      'Write the definitions of servers that no manifest describes into the file.',
    ),
  ]
  return commands.join(' ')
}

function serversOf(missing: readonly LabelDefinition[], member: 'server' | 'source' = 'server'): string[] {
  return [...new Set(missing.flatMap((label) => label[member] ?? []))].sort()
}
