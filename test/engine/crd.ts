// Reads a resource as a Kubernetes cluster does by its published definition: unknown members are refused, defaults are filled in,
// and then the rules in CEL that stand in the schema are evaluated where they stand.
import { Environment } from '@marcbachmann/cel-js'
import { Ajv } from 'ajv'
import { parse } from 'yaml'

interface Schema {
  type?: string
  default?: unknown
  additionalProperties?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-validations'?: { rule: string; message: string }[]
}

/**
 * What the cluster says about a resource.
 * @param definition text of the CustomResourceDefinition.
 * @returns a function that gives one line a problem; none for a resource that the cluster takes.
 */
export function crdProblems(definition: string, version: string): (resource: Record<string, unknown>) => string[] {
  const { versions } = parse(definition).spec
  const schema: Schema = versions.find(({ name }: { name: string }) => name === version).schema.openAPIV3Schema
  const closed = structuredClone(schema)
  close(closed)
  // The cluster checks metadata by itself.
  delete closed.properties?.['metadata']
  const validate = new Ajv({ strict: false, logger: false, allErrors: true, validateFormats: false }).compile(closed)
  return (resource) => {
    const { metadata: _, ...rest } = structuredClone(resource)
    fillIn(schema, rest)
    if (!validate(rest))
      return (validate.errors ?? []).map(({ instancePath, message, params }) =>
        `${instancePath} ${message} ${Object.values(params ?? {}).join(' ')}`.trim(),
      )
    return ruleProblems(schema, rest)
  }
}

function close(schema: Schema): void {
  const isClosed = schema.additionalProperties === undefined && !schema['x-kubernetes-preserve-unknown-fields']
  if (schema.type === 'object' && schema.properties && isClosed) schema.additionalProperties = false
  for (const child of Object.values(schema.properties ?? {})) close(child)
  if (schema.items) close(schema.items)
}

function fillIn(schema: Schema | undefined, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) fillIn(schema?.items, item)
  else if (isMap(value))
    for (const [key, child] of Object.entries(schema?.properties ?? {})) {
      if (value[key] === undefined && child.default !== undefined) value[key] = structuredClone(child.default)
      fillIn(child, value[key])
    }
}

const environment = new Environment({ unlistedVariablesAreDyn: true })
const programs = new Map<string, ReturnType<Environment['parse']>>()

function ruleProblems(schema: Schema, self: unknown): string[] {
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap(({ rule, message }) => {
    const program = programs.get(rule) ?? environment.parse(rule)
    programs.set(rule, program)
    return program({ self }) === true ? [] : [message]
  })
  if (Array.isArray(self)) return [...own, ...self.flatMap((one) => ruleProblems(schema.items ?? {}, one))]
  if (!isMap(self)) return own
  return [
    ...own,
    ...Object.entries(self).flatMap(([key, value]) => ruleProblems(schema.properties?.[key] ?? {}, value)),
  ]
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
