/** What stands side by side: servers, or single tools. */
export interface CompareChoice {
  servers: string[]
  tools: { server: string; slug: string }[]
  /** The name whose tools are wanted, as long as nothing else is chosen. */
  name: string
}

/** Columns that fit beside each other. */
export const MAX_COLUMNS = 4

const ID = /^[a-z0-9-]{1,100}$/
const SLUG = /^[\w~.%-]{1,300}$/

/** Reads `?servers=a,b`, `?tools=a/x,b/y` or `?names=x`. */
export function readCompare(query: string): CompareChoice {
  const params = new URLSearchParams(query.slice(0, 4000))
  const words = (name: string) => [...new Set((params.get(name) ?? '').split(',').filter(Boolean))]
  return {
    servers: words('servers')
      .filter((id) => ID.test(id))
      .slice(0, MAX_COLUMNS),
    tools: words('tools')
      .flatMap((word) => {
        const [server = '', slug = ''] = word.split('/')
        return ID.test(server) && SLUG.test(slug) ? [{ server, slug }] : []
      })
      .slice(0, MAX_COLUMNS),
    name: (params.get('names') ?? '').slice(0, 500),
  }
}

/** The query of servers side by side, without `?`. */
export const compareServers = (ids: readonly string[]): string => (ids.length === 0 ? '' : `servers=${ids.join(',')}`)

/** The query of tools side by side, without `?`. */
export const compareTools = (tools: CompareChoice['tools']): string =>
  `tools=${tools.map(({ server, slug }) => `${server}/${slug}`).join(',')}`
