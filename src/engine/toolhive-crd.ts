import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Engine } from './engine.ts'
import { resourceChecker } from './kubernetes-resource.ts'

const FILE = 'toolhive.mcpservers.crd.yaml'

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
    name: 'stacklok/toolhive, the CRD of mcpservers v1beta1',
    targets: ['toolhive-kubernetes'],
    check: async ({ text }) => check(parse(text)),
  }
}
