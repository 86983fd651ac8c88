import { at, type DocumentNode, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

const KINDS = ['MCPServer', 'MCPRemoteProxy', 'VirtualMCPServer', 'MCPAuthzConfig']
/** Whether a document is a resource of the operator. */
export const isOurs = (root: DocumentNode) =>
  KINDS.includes(textOf(at(root, 'kind')) ?? '') && /^toolhive\./.test(textOf(at(root, 'apiVersion')) ?? '')
/** The list of policies of a resource. */
export const listOf = (root: DocumentNode | undefined) =>
  at(root, 'spec', 'authzConfig', 'inline', 'policies') ??
  at(root, 'spec', 'config', 'policies') ??
  at(root, 'spec', 'incomingAuth', 'authzConfig', 'inline', 'policies')

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /mcpserver[^/]*\.ya?ml$/,
  recognise: ({ yaml }) =>
    yaml.roots.some((root) => isOurs(root) && listOf(root))
      ? 'certain'
      : yaml.roots.some(isOurs)
        ? 'likely'
        : undefined,
}
