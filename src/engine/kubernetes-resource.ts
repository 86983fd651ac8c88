import { Environment } from '@marcbachmann/cel-js'
import { Ajv } from 'ajv'
import { parseAllDocuments } from 'yaml'

/** A part of the schema of a resource, with the rules that the cluster evaluates there. */
interface Schema {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  items?: Schema
  'x-kubernetes-validations'?: { rule: string; message: string }[]
  'x-kubernetes-list-map-keys'?: string[]
  'x-kubernetes-preserve-unknown-fields'?: boolean
}

type Program = (context: { self: unknown }) => unknown

/**
 * What a cluster says about a resource when it is applied: unknown fields, types and bounds of the schema with its defaults filled
 * in, names that a list has twice, and the rules in CEL where they stand.
 * Source: kubernetes.io/docs, CustomResourceDefinition, and kubectl apply with its strict validation of fields, read 2026-11-21.
 * @param crd the published definition, as YAML.
 * @throws {Error} for a version that the definition does not have.
 */
export function resourceChecker(crd: string, version: string): (resource: unknown) => string[] {
  const definition = parseAllDocuments(crd)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'CustomResourceDefinition')
  const found = definition?.spec.versions.find(({ name }: { name: string }) => name === version)
  if (!found) throw new Error(`the definition has no version ${version}`)
  const schema: Schema = found.schema.openAPIV3Schema
  const validate = new Ajv({ strict: false, logger: false, useDefaults: true }).compile(closed(schema, true))
  const environment = new Environment({ unlistedVariablesAreDyn: true })
  const programs = new Map<string, Program>()
  const programOf = (rule: string): Program => {
    const program = programs.get(rule) ?? (environment.parse(rule) as Program)
    programs.set(rule, program)
    return program
  }
  return (resource) => {
    const filled = structuredClone(resource)
    if (!validate(filled))
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      )
    return ruleProblems(schema, filled, programOf)
  }
}

/** The same schema without room for unknown fields; the cluster has a schema of its own for metadata. */
function closed(schema: Schema, isRoot = false): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, one]): [string, Schema] => [
    name,
    isRoot && name === 'metadata' ? one : closed(one),
  ])
  const isOpen = schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(schema.items ? { items: closed(schema.items) } : {}),
    ...(schema.properties && !isOpen ? { additionalProperties: false } : {}),
  }
}

function ruleProblems(schema: Schema, self: unknown, programOf: (rule: string) => Program): string[] {
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap(({ rule, message }) =>
    programOf(rule)({ self }) === true ? [] : [message],
  )
  if (Array.isArray(self)) {
    const keys = schema['x-kubernetes-list-map-keys']
    const ids = keys ? self.map((one) => JSON.stringify(keys.map((key) => one[key]))) : []
    const twice = [...Map.groupBy(ids, (id) => id)]
      .filter(([, same]) => same.length > 1)
      .map(([id]) => id)
      .map((id) => `Duplicate value: ${id}`)
    return [...own, ...twice, ...self.flatMap((one) => ruleProblems(schema.items ?? {}, one, programOf))]
  }
  if (typeof self !== 'object' || self === null) return own
  return [
    ...own,
    ...Object.entries(self).flatMap(([key, value]) => ruleProblems(schema.properties?.[key] ?? {}, value, programOf)),
  ]
}
