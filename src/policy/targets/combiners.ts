import type { Combine } from '../core/combine.ts'

/**
 * How a target makes one file of those of several servers, by its id, for browsers, which fetch it when it is wanted. Targets that
 * are missing have one file for each server. A test compares it with `targets`.
 */
const combiners: Readonly<Record<string, () => Promise<Combine>>> = {
  'claude-code': async () => (await import('../core/combine-json.ts')).mergedJson,
  'claude-code-managed': async () => (await import('../core/combine-json.ts')).mergedJson,
  codex: async () => (await import('../core/combine-toml.ts')).mergedToml,
  'gemini-policy': async () => (await import('../core/combine-toml.ts')).mergedToml,
  'gemini-settings': async () => (await import('../core/combine-json.ts')).mergedJson,
  'copilot-cli': async () => (await import('./copilot-cli/combine.ts')).combineCommands,
  'copilot-mcp-config': async () => (await import('../core/combine-json.ts')).mergedJson,
  opencode: async () => (await import('./opencode/combine.ts')).combinePermissions,
  cursor: async () => (await import('../core/combine-json.ts')).mergedJson,
  'cursor-cli': async () => (await import('../core/combine-json.ts')).mergedJson,
  vscode: async () => (await import('../core/combine-json.ts')).mergedJson,
  zed: async () => (await import('../core/combine-json.ts')).mergedJson,
  'docker-agent': async () => (await import('../core/combine-yaml.ts')).mergedYaml,
  openai: async () => (await import('../core/combine-json.ts')).listedJson,
  anthropic: async () => (await import('../core/combine-json.ts')).listedJson,
  'claude-managed-agents': async () => (await import('../core/combine-json.ts')).listedJson,
  docker: async () => (await import('./docker/combine.ts')).combineCommands,
  litellm: async () => (await import('../core/combine-yaml.ts')).mergedYaml,
  'toolhive-kubernetes': async () => (await import('../core/yaml-documents.ts')).yamlDocuments,
  agentgateway: async () => (await import('./agentgateway/combine.ts')).joinedPolicies,
  envoy: async () => (await import('../core/yaml-documents.ts')).yamlDocuments,
}

/** Fetches how one target combines files; undefined for a target that has one file for each server. */
export const loadCombine = async (id: string): Promise<Combine | undefined> =>
  Object.hasOwn(combiners, id) ? combiners[id]?.() : undefined
