import { parse } from 'yaml'
import { z } from 'zod'
import { readYaml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

const schema = z.record(z.string(), z.array(z.string()))

/** A server's list names all that it offers; a server without one offers everything. Source: as the format. */
export const dockerVerifier: Verifier = {
  by: 'a restatement of the list that the gateway reads in legacy mode',
  namesServer: true,
  verify: (text) => readYaml(text, schema).problems,
  load: (text, serverKey) => {
    const lists = schema.parse(parse(text))
    return (tool, _args, _counters, key = serverKey) => {
      const own = Object.hasOwn(lists, key) ? lists[key] : undefined
      return own ? (own.includes(tool) ? 'pass' : 'hide') : 'unset'
    }
  },
}
