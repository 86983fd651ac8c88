import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Engine } from './engine.ts'
import { resourceChecker } from './kubernetes-resource.ts'

const FILE = 'toolhive.mcpservers.crd.yaml'

/** What its checks are printed as; a schema of its own version, which this repository does not pin. */
export const TOOLHIVE_CRD = 'stacklok/toolhive, the CRD of mcpservers v1beta1'

/**
 * The published definition of ToolHive's MCPServer, v1beta1, with its rules: what the cluster takes.
 * @param folder where published schemas are, which are not part of this repository.
 * @returns undefined where the folder does not have it.
 */
export function toolhiveCrd(folder: string | undefined): Engine | undefined {
  const file = folder === undefined ? '' : join(folder, FILE)
  if (!existsSync(file)) return undefined
  const check = resourceChecker(readFileSync(file, 'utf8'), 'v1beta1')
  return {
    id: 'toolhive-crd',
    name: TOOLHIVE_CRD,
    targets: ['toolhive-kubernetes'],
    check: async ({ text }) => check(parse(text)),
  }
}
