import type { Plugin, Rolldown } from 'vite'

type Groups = NonNullable<Exclude<NonNullable<Rolldown.OutputOptions['codeSplitting']>, boolean>['groups']>
type Graph = Parameters<Extract<Groups[number]['name'], (...given: never) => unknown>>[1]

const YAML = /[\\/]node_modules[\\/]yaml[\\/]/
const OURS = /[\\/]src[\\/](?:policy|schema|text|view|risk)[\\/]/
const WRITERS = /[\\/]smol-toml[\\/]dist[\\/]stringify\.js$/
const READERS = /[\\/]node_modules[\\/](?:smol-toml|jsonc-parser)[\\/]/

/**
 * How the code of policies is divided for browsers. A snippet needs `policy-core`, the file of its target and, where it is YAML,
 * `yaml-writer`; a linter needs `lint-core`, the parsers and the file of its target. Left to itself the bundler makes a file of
 * each set of modules that the same targets share, so that one snippet takes ten. A group takes what its modules import, too,
 * so those that must stay small come first.
 */
export const policyChunks: Groups = [
  // The few lines that fetch a file when it is wanted; beside the policies, every page would fetch those, too.
  { name: 'fetching', test: /vite[\\/]preload-helper|rolldown[\\/]runtime/, priority: 4 },
  {
    name: 'yaml-writer',
    test: (id) => YAML.test(id) && /[\\/]dist[\\/](?:nodes|schema|stringify|doc|visit|log)\b/.test(id),
    priority: 3,
  },
  {
    debugName: 'policy-core',
    name: (id, graph) => (isShared(id, graph, 'render') ? 'policy-core' : null),
    test: (id) => OURS.test(id) || WRITERS.test(id),
    priority: 2,
  },
  { name: 'yaml-reader', test: YAML, priority: 1 },
  {
    debugName: 'lint-core',
    name: (id, graph) => (isShared(id, graph, 'lint') ? 'lint-core' : null),
    test: (id) => (OURS.test(id) && !POLICY_ROOT.test(id.replaceAll('\\', '/'))) || READERS.test(id),
  },
]

/** Says of libraries that nothing happens when a file of theirs is read, so that who writes does not fetch what reads. */
export const librariesAtRest: Plugin = {
  name: 'libraries-at-rest',
  transform: {
    filter: { id: /[\\/]node_modules[\\/](?:yaml|smol-toml)[\\/]/ },
    handler: () => ({ moduleSideEffects: false }),
  },
}

/** Whether a module is for all that render, or lint; what one target or two need stays beside them. */
function isShared(id: string, graph: Graph, use: 'render' | 'lint'): boolean {
  const { policy, others } = rootsOf(id, graph)
  // A page that shares a few lines with policies must not fetch all that they share.
  if (others.length > 0) return false
  const isRendered = policy.some((one) => /\/(?:render-target|customise|stack-policy)\.ts$/.test(one))
  if (use === 'render')
    return isRendered && (policy.length > 1 || policy.some((one) => /\/(?:customise|stack-policy)\.ts$/.test(one)))
  return !isRendered && (policy.length > 2 || policy.some((one) => one.endsWith('/lint-text.ts')))
}

const POLICY_ROOT =
  /\/policy\/targets\/[\w-]+\/(?:render-target|lint)\.ts$|\/policy\/lint\/lint-text\.ts$|\/view\/(?:customise|stack-policy)\.ts$/

/** The modules that begin a file of their own and import a module, at whatever distance. */
function rootsOf(id: string, graph: Graph): { policy: string[]; others: string[] } {
  const roots = { policy: [] as string[], others: [] as string[] }
  const [seen, open] = [new Set([id]), [id]]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const path = one.replaceAll('\\', '/')
    const { importers = [], dynamicImporters = [], isEntry = false } = graph.getModuleInfo(one) ?? {}
    if (POLICY_ROOT.test(path)) {
      roots.policy.push(path)
      continue
    }
    if (isEntry || dynamicImporters.length > 0) roots.others.push(path)
    for (const importer of importers) {
      if (seen.has(importer)) continue
      seen.add(importer)
      open.push(importer)
    }
  }
  return roots
}
