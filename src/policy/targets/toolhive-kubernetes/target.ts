import { defineTarget } from '../../core/define-target.ts'
import { yamlDocuments } from '../../core/yaml-documents.ts'
import { toolhiveKubernetesLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateToolhiveKubernetes } from './simulate.ts'

/** A server of ToolHive’s operator. */
export const toolhiveKubernetes = defineTarget(renderTarget, {
  simulate: simulateToolhiveKubernetes,
  linter: toolhiveKubernetesLinter,
  combine: yamlDocuments,
})
