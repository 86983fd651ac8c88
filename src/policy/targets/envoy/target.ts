import { defineTarget } from '../../core/define-target.ts'
import { yamlDocuments } from '../../core/yaml-documents.ts'
import { envoyLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateEnvoy } from './simulate.ts'

/** A backend of an `MCPRoute` of Envoy AI Gateway with the tools that it exposes. */
export const envoy = defineTarget(renderTarget, {
  simulate: simulateEnvoy,
  linter: envoyLinter,
  combine: yamlDocuments,
})
