import type { RenderTarget, TargetKind } from '../core/target.ts'

/** What a picker shows of a target, and how the rest is fetched. */
export interface ListedTarget {
  id: string
  label: string
  kind: TargetKind
  load(): Promise<{ renderTarget: RenderTarget }>
}

/**
 * Every target, in the order of `targets`, without the code of any: for browsers, where each is a file of its own. A test
 * compares it with `targets`.
 */
export const listedTargets: readonly ListedTarget[] = [
  { id: 'intercept', label: 'Intercept YAML', kind: 'gateway', load: () => import('./intercept/render-target.ts') },
  { id: 'gateway', label: 'Gateway JSON', kind: 'gateway', load: () => import('./gateway/render-target.ts') },
  { id: 'claude-code', label: 'Claude Code', kind: 'client', load: () => import('./claude-code/render-target.ts') },
  {
    id: 'claude-code-managed',
    label: 'Claude Code (managed)',
    kind: 'client',
    load: () => import('./claude-code-managed/render-target.ts'),
  },
  { id: 'codex', label: 'Codex', kind: 'client', load: () => import('./codex/render-target.ts') },
  {
    id: 'gemini-policy',
    label: 'Gemini CLI policy',
    kind: 'client',
    load: () => import('./gemini-policy/render-target.ts'),
  },
  {
    id: 'gemini-settings',
    label: 'Gemini CLI settings',
    kind: 'client',
    load: () => import('./gemini-settings/render-target.ts'),
  },
  { id: 'copilot-cli', label: 'Copilot CLI', kind: 'client', load: () => import('./copilot-cli/render-target.ts') },
  {
    id: 'copilot-mcp-config',
    label: 'Copilot CLI settings',
    kind: 'client',
    load: () => import('./copilot-mcp-config/render-target.ts'),
  },
  { id: 'opencode', label: 'OpenCode', kind: 'client', load: () => import('./opencode/render-target.ts') },
  { id: 'cursor', label: 'Cursor', kind: 'client', load: () => import('./cursor/render-target.ts') },
  { id: 'cursor-cli', label: 'Cursor CLI', kind: 'client', load: () => import('./cursor-cli/render-target.ts') },
  { id: 'vscode', label: 'VS Code', kind: 'client', load: () => import('./vscode/render-target.ts') },
  { id: 'zed', label: 'Zed', kind: 'client', load: () => import('./zed/render-target.ts') },
  { id: 'docker-agent', label: 'Docker Agent', kind: 'client', load: () => import('./docker-agent/render-target.ts') },
  { id: 'openai', label: 'OpenAI API', kind: 'api', load: () => import('./openai/render-target.ts') },
  { id: 'anthropic', label: 'Anthropic API', kind: 'api', load: () => import('./anthropic/render-target.ts') },
  {
    id: 'claude-managed-agents',
    label: 'Claude Managed Agents',
    kind: 'api',
    load: () => import('./claude-managed-agents/render-target.ts'),
  },
  { id: 'ai-sdk', label: 'AI SDK', kind: 'api', load: () => import('./ai-sdk/render-target.ts') },
  {
    id: 'openai-agents',
    label: 'OpenAI Agents SDK',
    kind: 'api',
    load: () => import('./openai-agents/render-target.ts'),
  },
  { id: 'langchain', label: 'LangChain', kind: 'api', load: () => import('./langchain/render-target.ts') },
  { id: 'docker', label: 'Docker MCP gateway', kind: 'gateway', load: () => import('./docker/render-target.ts') },
  { id: 'litellm', label: 'LiteLLM', kind: 'gateway', load: () => import('./litellm/render-target.ts') },
  { id: 'toolhive', label: 'ToolHive Cedar', kind: 'gateway', load: () => import('./toolhive/render-target.ts') },
  {
    id: 'toolhive-kubernetes',
    label: 'ToolHive on Kubernetes',
    kind: 'gateway',
    load: () => import('./toolhive-kubernetes/render-target.ts'),
  },
  { id: 'agentcore', label: 'AWS AgentCore', kind: 'gateway', load: () => import('./agentcore/render-target.ts') },
  { id: 'agentgateway', label: 'agentgateway', kind: 'gateway', load: () => import('./agentgateway/render-target.ts') },
  { id: 'envoy', label: 'Envoy AI Gateway', kind: 'gateway', load: () => import('./envoy/render-target.ts') },
  { id: 'nginx', label: 'NGINX (MCP header rules)', kind: 'gateway', load: () => import('./nginx/render-target.ts') },
  {
    id: 'envoy-headers',
    label: 'Envoy (MCP header rules)',
    kind: 'gateway',
    load: () => import('./envoy-headers/render-target.ts'),
  },
]

/**
 * Fetches what renders the snippets of one target.
 * @throws {Error} where no target has the id, and where its file cannot be fetched.
 */
export async function loadTarget(id: string): Promise<RenderTarget> {
  const listed = listedTargets.find((one) => one.id === id)
  if (!listed) throw new Error(`no target is called ${id}`)
  return (await listed.load()).renderTarget
}
