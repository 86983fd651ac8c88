import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { codexServer } from '../../policy/targets/codex/server-name.ts'
import { type Client, careful, type Setting, type Start } from './client.ts'

/**
 * Codex without a person refuses what it would ask about. Where no rule names a tool it asks, except about a tool whose
 * server says that it only reads; so a server that says so of everything lets pass whatever no rule names.
 * Source: openai/codex, codex-rs/core, approval of calls to MCP tools, tried with 0.169.0.
 */
export const codexClient: Client = {
  id: 'codex',
  label: 'Codex',
  package: '@openai/codex',
  targets: ['codex'],
  modes: [{ prepare: start }, { prepare: start, readOnly: true }],
  decision: careful,
}

function start({ policy, home, installed, model, servers }: Setting): Start {
  const text = [...servers].reduce((text, [key, server]) => withServer(text, key, server), policy.text)
  writeFileSync(join(home, 'config.toml'), `${head(model)}\n${text}`)
  return {
    command: process.execPath,
    args: [
      join(installed, 'node_modules/@openai/codex/bin/codex.js'),
      'exec',
      '--skip-git-repo-check',
      '--sandbox',
      'read-only',
      'go',
    ],
    env: { CODEX_HOME: home },
  }
}

const head = (model: string) =>
  stringify({
    model: 'scripted',
    model_provider: 'scripted',
    check_for_update_on_startup: false,
    analytics: { enabled: false },
    model_providers: { scripted: { name: 'scripted', base_url: `${model}/v1`, wire_api: 'responses' } },
  })

/** Does what the snippet tells its reader to do: adds the lines of the server to its table. */
function withServer(text: string, serverKey: string, server: { command: string; args: string[] }): string {
  const [table = ''] = stringify({ mcp_servers: { [codexServer(serverKey)]: { command: '' } } })
    .split('\n')
    .filter((line) => line.startsWith('[mcp_servers.'))
  // Codex else begins while a slow server still starts, and offers nothing of it.
  const lines = stringify({ ...server, required: true }).trim()
  const own = text.split('\n')
  const at = own.indexOf(table)
  return at === -1 ? `${text}\n${table}\n${lines}\n` : own.toSpliced(at + 1, 0, lines).join('\n')
}
