import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claudeToolId } from '../../policy/targets/claude-code/permissions.ts'
import type { Client, Mode, Refusal, Setting, Start } from './client.ts'

const OWN_ETC = ['--user', '--map-root-user', '--mount', 'sh', '-c']

/** Whether a process can be given an /etc of its own here: on Linux, where containers do not forbid it. */
export const canTryManaged =
  process.platform === 'linux' && spawnSync('unshare', [...OWN_ETC, 'mount --bind /etc /etc']).status === 0

const inMode = (mode: string): Mode => ({ prepare: (setting) => start(setting, ['--permission-mode', mode]) })

/**
 * Claude Code without a person: it starts in its default mode and refuses what it would ask about, unless the file says
 * otherwise; when it bypasses permissions only the rules that ask or deny hold.
 * Source: code.claude.com/docs/en/permission-modes, read 2026-11-21; tried with 2.1.329.
 */
export const claudeCodeClient: Client = {
  id: 'claude-code',
  label: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  targets: canTryManaged ? ['claude-code', 'claude-code-managed'] : ['claude-code'],
  refusal,
  // Without the flag, so that a mode in the file counts.
  careful: { prepare: (setting) => start(setting, []) },
  open: inMode('bypassPermissions'),
  modes: Object.fromEntries(
    ['default', 'acceptEdits', 'plan', 'dontAsk', 'bypassPermissions'].map((mode) => [mode, inMode(mode)]),
  ),
}

/** Its words for a question end in a way that those of hooks and modes do not. Read off 2.1.329. */
function refusal(said: string): Refusal {
  if (/ requested permissions to |MCPTool requires permission\.| needs approval\./.test(said)) return 'asked'
  if (/ in don't ask mode\./.test(said)) return 'failed'
  return / has been denied\.|denied access to domain|denied by your permission settings/.test(said)
    ? 'denied'
    : 'failed'
}

function start(setting: Setting, flags: readonly string[]): Start {
  const { policy, home, installed, model, servers } = setting
  const folder = join(home, '.claude')
  mkdirSync(folder)
  const list = join(home, 'mcp.json')
  writeFileSync(list, JSON.stringify({ mcpServers: Object.fromEntries(servers) }))
  const own = {
    command: binary(installed),
    args: ['-p', 'go', '--mcp-config', list, '--strict-mcp-config', ...flags],
    env: {
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: 'none',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      // Every tool at once, and not by a search of the model's.
      ENABLE_TOOL_SEARCH: 'false',
      // As root it bypasses permissions only where it is told that nothing can be harmed.
      IS_SANDBOX: '1',
    },
  }
  if (policy.target === 'claude-code-managed') return withManaged(own, setting)
  writeFileSync(join(folder, 'settings.json'), policy.text)
  return own
}

/**
 * Managed settings lie in one place of the machine, so the client is given an /etc of its own (unshare(1), mount(8)). The
 * person's own settings allow every tool there, which must not count.
 */
function withManaged({ command, args, env }: Start, { policy, home, servers }: Setting): Start {
  const etc = join(home, 'etc')
  const folder = join(etc, 'claude-code')
  mkdirSync(folder, { recursive: true })
  for (const file of ['hosts', 'passwd', 'group', 'nsswitch.conf', 'resolv.conf'])
    if (existsSync(join('/etc', file))) copyFileSync(join('/etc', file), join(etc, file))
  writeFileSync(join(folder, 'managed-settings.json'), policy.text)
  const all = { permissions: { allow: [...servers.keys()].map((key) => claudeToolId(key, '').slice(0, -2)) } }
  writeFileSync(join(home, '.claude/settings.json'), JSON.stringify(all))
  const script = 'mount --bind "$1" /etc && shift && exec "$@"'
  return {
    command: 'unshare',
    args: [...OWN_ETC, script, 'sh', etc, command, ...args],
    env,
  }
}

/** Npm installs the package of this platform alone; a Linux has one of two C libraries. */
function binary(installed: string): string {
  const folder = join(installed, 'node_modules/@anthropic-ai')
  const [plain = '', musl = ''] = ['', '-musl'].map((end) => `claude-code-${process.platform}-${process.arch}${end}`)
  const name = existsSync(join(folder, musl)) ? musl : plain
  return join(folder, name, process.platform === 'win32' ? 'claude.exe' : 'claude')
}
