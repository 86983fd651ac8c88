import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { serverTable } from '../../policy/targets/codex/server-name.ts'
import type { Client, Mode, Refusal, Setting, Start } from './client.ts'

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
  refusal,
  // Without a flag, so that a sandbox in the file counts: full access opens whatever would be asked about.
  careful: withFlags(),
  open: { ...withFlags(), readOnly: true },
  modes: {
    'on-request': withFlags('--sandbox', 'workspace-write', '-c', 'approval_policy="on-request"'),
    never: withFlags('--sandbox', 'workspace-write'),
    'full-access': withFlags('--sandbox', 'danger-full-access'),
    bypass: withFlags('--dangerously-bypass-approvals-and-sandbox'),
  },
}

/** A run without a person never asks, so its words name what would have been a question. Read off 0.169.0. */
function refusal(said: string): Refusal {
  if (/requires approval, but approval policy is never|approval required by policy/.test(said)) return 'asked'
  return /Rejected\(.* rejected: /s.test(said) ? 'denied' : 'failed'
}

function withFlags(...flags: readonly string[]): Mode {
  return { prepare: (setting) => start(setting, flags) }
}

function start({ policy, home, installed, model, servers }: Setting, flags: readonly string[]): Start {
  if (policy.builtin) {
    mkdirSync(join(home, 'rules'))
    writeFileSync(join(home, 'rules/default.rules'), policy.text)
  }
  const text = [...servers].reduce(
    (text, [key, server]) => withServer(text, key, server),
    policy.builtin ? '' : policy.text,
  )
  // Settings at the top of the policy must stay outside of every table.
  writeFileSync(join(home, 'config.toml'), `${stringify(SETTINGS)}\n${text}\n${stringify(tables(model))}`)
  return {
    command: process.execPath,
    args: [join(installed, 'node_modules/@openai/codex/bin/codex.js'), 'exec', '--skip-git-repo-check', ...flags, 'go'],
    env: { CODEX_HOME: home },
  }
}

const SETTINGS = { model: 'scripted', model_provider: 'scripted', check_for_update_on_startup: false }

const tables = (model: string) => ({
  analytics: { enabled: false },
  model_providers: { scripted: { name: 'scripted', base_url: `${model}/v1`, wire_api: 'responses' } },
})

/** Does what the snippet tells its reader to do: adds the lines of the server to its table. */
function withServer(text: string, serverKey: string, server: { command: string; args: string[] }): string {
  const table = serverTable(serverKey)
  // Codex else begins while a slow server still starts, and offers nothing of it.
  const lines = stringify({ ...server, required: true }).trim()
  const own = text.split('\n')
  const at = own.indexOf(table)
  return at === -1 ? `${text}\n${table}\n${lines}\n` : own.toSpliced(at + 1, 0, lines).join('\n')
}
