import { cedar } from './cedar.ts'
import { cel } from './cel.ts'
import type { Engine } from './engine.ts'
import { nginxEngine } from './nginx.ts'

/** Every engine that is quick enough to check each snippet. */
export const engines: readonly Engine[] = [cedar, cel]

/** Programs that may be installed here and take a moment to start, so that they check whole files. */
export const programs: readonly { name: string; find: () => Engine | undefined }[] = [
  { name: 'NGINX', find: nginxEngine },
]
