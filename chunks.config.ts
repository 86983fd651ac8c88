import type { Rolldown } from 'vite'

type Groups = NonNullable<Exclude<NonNullable<Rolldown.OutputOptions['codeSplitting']>, boolean>['groups']>
type Graph = Parameters<Extract<Groups[number]['name'], (...given: never) => unknown>>[1]

/**
 * How the code of policies is divided for browsers. A snippet needs `policy-core`, the file of its target and, where it is YAML,
 * the library that writes it; a linter needs `lint-core` and the file of its target. Left to itself the bundler makes a file of
 * each set of modules that the same targets share, so that one snippet takes ten.
 */
export const policyChunks: Groups = [
  // The few lines that fetch a file when it is wanted; beside the policies, every page would fetch those, too.
  { name: 'fetching', test: /vite[\\/]preload-helper|rolldown[\\/]runtime/, priority: 1 },
  {
    debugName: 'policy',
    name: sharedOf,
    test: /[\\/]src[\\/](?:policy|schema|text|view|risk)[\\/]|[\\/]node_modules[\\/](?:smol-toml|jsonc-parser)[\\/]/,
  },
]

/** The file of what several of them need; null for what one alone needs, which goes where that is. */
function sharedOf(id: string, graph: Graph): string | null {
  const { policy, others } = rootsOf(id, graph)
  // A page that shares a few lines with policies must not fetch all that they share.
  if (others.length > 0) return null
  const renders = policy.filter((one) => one.endsWith('/render-target.ts'))
  if (policy.some((one) => one.endsWith('/customise.ts')) || (renders.length > 0 && policy.length > 1))
    return 'policy-core'
  return policy.some((one) => one.endsWith('/lint-text.ts')) || policy.length > 1 ? 'lint-core' : null
}

const POLICY_ROOT =
  /\/policy\/targets\/[\w-]+\/(?:render-target|lint)\.ts$|\/policy\/lint\/lint-text\.ts$|\/view\/customise\.ts$/

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
