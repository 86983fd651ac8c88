import { cedar } from './cedar.ts'
import { cel } from './cel.ts'
import type { Engine } from './engine.ts'
import { nginxEngine } from './nginx.ts'
import { libraries, libraryEngine } from './sdk/index.ts'
import { TOOLHIVE_CRD, toolhiveCrd } from './toolhive-crd.ts'

/** Every engine that is quick enough to check each snippet. */
export const engines: readonly Engine[] = [cedar, cel]

/** Vendors' own schemas as far as they are here: they say whether a product takes a text, and nothing about what it does then. */
export const schemas: readonly Engine[] = [toolhiveCrd(process.env['POLICYBOOK_SHARED_SCHEMAS'])].filter(
  (one) => one !== undefined,
)

/** Names of all such schemas, whether they are here or not. */
export const schemaNames: readonly string[] = [TOOLHIVE_CRD]

/** Programs that may be installed here and take a moment to start, so that they check whole files. */
export const programs: readonly { name: string; find: () => Engine | undefined }[] = [
  { name: 'NGINX', find: nginxEngine },
  ...libraries.map((library) => ({ name: library.label, find: () => libraryEngine(library) })),
]
