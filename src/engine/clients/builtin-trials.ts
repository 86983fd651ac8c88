import { builtinRules } from '../../policy/core/builtin-rules.ts'
import type { Target } from '../../policy/core/target.ts'
import type { Client, Refusal } from './client.ts'
import { builtinTrial } from './trial.ts'

/** What must come of a call of a client's own tool. `passed` is shown by a text that the client tells the model. */
type Met = Refusal | 'hidden' | { passed: string }

interface BuiltinCall {
  tool: string
  args: Readonly<Record<string, unknown>>
  /** As the client is started. */
  careful?: Met
  /** In the mode that opens most. */
  bypass?: Met
}

const FILES = { '.env': 'KEY=secret\n', 'notes.txt': 'A note of the trial.\n' }
const NOTE = { passed: 'A note of the trial.' }

/** Calls that show every rule at work, and others that show that nothing else is refused. */
const CALLS: Readonly<Record<string, { careful?: string; bypass: string; calls: readonly BuiltinCall[] }>> = {
  'claude-code': {
    bypass: 'bypassPermissions',
    calls: [
      ...['rm -rf build', 'echo hi && rm -rf build', 'cat .env', 'cat ~/.ssh/id_rsa'].map((command) =>
        both('Bash', shell(command), 'denied'),
      ),
      both('Bash', shell('git push origin main'), 'asked'),
      both('Bash', shell('cat notes.txt'), NOTE),
      both('Write', { file_path: 'new.txt', content: 'x' }, 'asked'),
      both('Read', { file_path: '.env' }, 'denied'),
      both('Read', { file_path: 'notes.txt' }, NOTE),
      both('WebFetch', { url: 'http://a.test/', prompt: 'x' }, 'hidden'),
    ],
  },
  codex: {
    bypass: 'bypass',
    calls: [
      both('exec_command', { cmd: 'rm -rf build' }, 'denied'),
      both('exec_command', { cmd: 'git push origin main' }, 'asked'),
      both('exec_command', { cmd: 'cat notes.txt' }, NOTE),
    ],
  },
  'gemini-policy': {
    bypass: 'yolo',
    calls: [
      ...['rm -rf build', 'echo hi && rm -rf build'].map((command) =>
        both('run_shell_command', shell(command), 'denied'),
      ),
      { tool: 'run_shell_command', args: shell('git push origin main'), bypass: 'asked' },
      { tool: 'run_shell_command', args: shell('cat notes.txt'), bypass: NOTE },
      both('write_file', { file_path: 'new.txt', content: 'x' }, 'asked'),
      // Its own fence, without a rule.
      both('read_file', { file_path: '.env' }, 'failed'),
      both('read_file', { file_path: '/etc/hosts' }, 'failed'),
      both('read_file', { file_path: 'notes.txt' }, NOTE),
      both('web_fetch', { prompt: 'http://a.test/' }, 'hidden'),
    ],
  },
  'copilot-cli': {
    bypass: 'yolo',
    calls: [
      ...['rm -rf build', 'echo hi && rm -rf build'].map((command) => both('bash', shell(command), 'denied')),
      { tool: 'bash', args: shell('git push origin main'), careful: 'asked' },
      both('bash', shell('cat notes.txt'), NOTE),
      both('web_fetch', { url: 'http://a.test/' }, 'hidden'),
    ],
  },
  opencode: {
    // Its careful run asks about everything, which would also be seen as the work of a rule.
    careful: 'default',
    bypass: 'auto',
    calls: [
      ...['rm -rf build', 'rm', 'echo hi && rm -rf build', 'cat ~/.ssh/id_rsa'].map((command) =>
        both('bash', shell(command), 'denied'),
      ),
      ...['git push', 'git push origin main'].map(
        (command): BuiltinCall => ({
          tool: 'bash',
          args: shell(command),
          careful: 'asked',
          bypass: { passed: 'not a git repository' },
        }),
      ),
      both('bash', shell('cat notes.txt'), NOTE),
      {
        tool: 'write',
        args: { filePath: 'new.txt', content: 'x' },
        careful: 'asked',
        bypass: { passed: 'Wrote file' },
      },
      both('read', { filePath: '.env' }, 'denied'),
      both('read', { filePath: 'notes.txt' }, NOTE),
      both('webfetch', { url: 'http://a.test/', format: 'text' }, 'hidden'),
    ],
  },
}

function both(tool: string, args: BuiltinCall['args'], met: Met): BuiltinCall {
  return { tool, args, careful: met, bypass: met }
}

function shell(command: string) {
  return { command, description: 'A command of the trial.' }
}

/**
 * Runs a client with a target's rules for the client's own tools, as it is started and in the mode that opens most.
 * @param text the rules; those of the target when absent.
 * @returns one line a difference to what the rules say; undefined for a target without such rules or calls.
 */
export function checkBuiltin(
  client: Client,
  target: Target,
  installed: string,
  text = target.builtin?.render(builtinRules).text,
): Promise<string[]> | undefined {
  const trial = Object.hasOwn(CALLS, target.id) ? CALLS[target.id] : undefined
  if (!trial || text === undefined) return undefined
  const runs = [
    { name: 'careful' as const, mode: client.modes[trial.careful ?? ''] ?? client.careful },
    { name: 'bypass' as const, mode: client.modes[trial.bypass] ?? client.careful },
  ]
  const policy = { target: target.id, text, builtin: true as const }
  return Promise.all(
    runs.map(async ({ name, mode }) => {
      const outcomes = await builtinTrial(mode, policy, trial.calls, FILES, installed)
      return trial.calls.flatMap((call, index) => {
        const { offered = false, said = '' } = outcomes[index] ?? {}
        const wanted = call[name]
        if (wanted === undefined) return []
        const isMet =
          typeof wanted === 'object'
            ? said.includes(wanted.passed)
            : wanted === (offered ? client.refusal(said) : 'hidden')
        return isMet
          ? []
          : [
              `${call.tool} ${JSON.stringify(call.args)}, ${name}, was to be ${JSON.stringify(wanted)}: ${offered ? said.slice(0, 300) : 'not offered'}`,
            ]
      })
    }),
  ).then((found) => found.flat())
}
