import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Mode, Refusal, Setting, Start } from './client.ts'

// The package opencode-ai needs a script to put the binary of the platform in its place, so that is installed by itself; where
// there are two it is the one that also runs on older processors.
const BINARY = `opencode-${process.platform}-${process.arch}${process.arch === 'x64' ? '-baseline' : ''}`

/**
 * OpenCode without a person rejects what it would ask about. It lets pass whatever no rule names, unless the person's own file
 * asks about everything; so it is run with such a file, and without.
 * Source: opencode.ai/v1/docs/permissions, read 2026-11-21; tried with 1.18.33.
 */
export const opencodeClient: Client = {
  id: 'opencode',
  label: 'OpenCode',
  package: BINARY,
  targets: ['opencode'],
  refusal,
  careful: withPermission({ '*': 'ask' }),
  open: withPermission({}),
  modes: {
    default: withPermission({}),
    plan: withPermission({}, { flags: ['--agent', 'plan'] }),
    auto: withPermission({}, { flags: ['--auto'] }),
    environment: withPermission({}, { env: { OPENCODE_PERMISSION: '{"*":"allow"}' } }),
  },
}

/** Read off 1.18.33. */
function refusal(said: string): Refusal {
  if (/user rejected permission/.test(said)) return 'asked'
  return /specified a rule which prevents/.test(said) ? 'denied' : 'failed'
}

/** What a person adds to the command. */
interface Added {
  flags?: readonly string[]
  env?: Readonly<Record<string, string>>
}

function withPermission(permission: Record<string, string>, added: Added = {}): Mode {
  return { prepare: (setting) => start(setting, permission, added) }
}

function start(
  { policy, home, work, installed, model, servers }: Setting,
  permission: Record<string, string>,
  { flags = [], env = {} }: Added,
): Start {
  const folder = join(home, '.config/opencode')
  mkdirSync(folder, { recursive: true })
  const options = { baseURL: `${model}/v1`, apiKey: 'none' }
  const models = { scripted: { name: 'scripted', tool_call: true } }
  writeFileSync(
    join(folder, 'opencode.json'),
    JSON.stringify({
      autoupdate: false,
      share: 'disabled',
      model: 'scripted/scripted',
      small_model: 'scripted/scripted',
      provider: { scripted: { npm: '@ai-sdk/openai-compatible', name: 'scripted', options, models } },
      mcp: Object.fromEntries(
        [...servers].map(([key, { command, args }]) => [key, { type: 'local', command: [command, ...args] }]),
      ),
      // Else the run ends at the first call that it would ask about.
      experimental: { continue_loop_on_deny: true },
      permission,
    }),
  )
  // As its reader has it: the file of a project, read after the person's own.
  writeFileSync(join(work, 'opencode.json'), policy.text)
  return {
    command: join(installed, 'node_modules', BINARY, 'bin/opencode'),
    args: ['run', ...flags, 'go'],
    env: {
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local/share'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_STATE_HOME: join(home, '.local/state'),
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      ...env,
    },
  }
}
