import type { LintTarget } from '../../schema/lint-rule.ts'
import { finder, type Linter, type LintFinding } from '../core/lint-finding.ts'
import { lintAgentcore } from '../targets/agentcore/lint.ts'
import { lintAgentgateway } from '../targets/agentgateway/lint.ts'
import { lintClaudeCode } from '../targets/claude-code/lint.ts'
import { lintCodex } from '../targets/codex/lint.ts'
import { lintCopilotCli } from '../targets/copilot-cli/lint.ts'
import { lintCursor } from '../targets/cursor/lint.ts'
import { lintEnvoy } from '../targets/envoy/lint.ts'
import { verifyGateway } from '../targets/gateway/validate.ts'
import { lintGeminiPolicy } from '../targets/gemini-policy/lint.ts'
import { lintIntercept, verifyIntercept } from '../targets/intercept/validate.ts'
import { lintToolhive } from '../targets/toolhive/lint.ts'

/** How the files of each target are read; one line a target. */
export const linters: Readonly<Record<LintTarget, Linter>> = {
  'claude-code': lintClaudeCode,
  codex: lintCodex,
  'gemini-policy': lintGeminiPolicy,
  cursor: lintCursor,
  intercept(text) {
    const find = finder('intercept', text)
    const refused = verifyIntercept(text)
    return refused.length > 0
      ? refused.map((what) => find('refused', what))
      : lintIntercept(text).map((what) => find('no-effect', what))
  },
  gateway(text) {
    const find = finder('gateway', text)
    const refused = verifyGateway(text)
    return refused.length > 0 ? refused.map((what) => find('refused', what)) : gatewayWithoutEffect(text, find)
  },
  'copilot-cli': lintCopilotCli,
  toolhive: lintToolhive,
  agentcore: lintAgentcore,
  agentgateway: lintAgentgateway,
  envoy: lintEnvoy,
}

/** Entries of tools that are hidden, and so never called. */
function gatewayWithoutEffect(text: string, find: ReturnType<typeof finder>): LintFinding[] {
  const { hide = [], tools = {} } = JSON.parse(text) as { hide?: string[]; tools?: Record<string, object> }
  return Object.keys(tools)
    .filter((tool) => hide.includes(tool) || hide.includes('*'))
    .map((tool) => find('no-effect', `${tool} is hidden, so its entry never counts`, tool))
}

/** What kind of file it is, by its name and then by what stands in it; undefined when nothing tells. */
export function targetOf(file: string, text: string): LintTarget | undefined {
  if (/permissions\.json$/.test(file)) return 'cursor'
  if (/settings(\.local)?\.json$/.test(file)) return 'claude-code'
  if (/config\.toml$/.test(file)) return 'codex'
  if (/\.toml$/.test(file)) return /^\s*\[\[rule\]\]/m.test(text) ? 'gemini-policy' : 'codex'
  if (/\.cedar$/.test(file)) return 'agentcore'
  if (/\.sh$/.test(file)) return /^\s*copilot\b/m.test(text) ? 'copilot-cli' : undefined
  if (/\.ya?ml$/.test(file)) {
    if (/^kind: *["']?MCPRoute\b/m.test(text)) return 'envoy'
    if (/\bmcpAuthorization\s*:/.test(text)) return 'agentgateway'
    if (/^type: *["']?cedarv1\b/m.test(text)) return 'toolhive'
    return /^\s*(tools|hide|version)\s*:/m.test(text) ? 'intercept' : undefined
  }
  if (/\.json$/.test(file))
    return /"permissions"|"hooks"/.test(text) ? 'claude-code' : /"tools"|"hide"/.test(text) ? 'gateway' : undefined
  return undefined
}
