import { headerOf, headerRequests } from '../../core/mcp-headers.ts'
import { type Simulate, type Simulated, simulation } from '../../core/simulation.ts'
import { type Bucket, secondsEach } from './leaky-bucket.ts'
import { CALL, FORWARDED, LOCATION, refusalGuards, TOO_MANY } from './render.ts'

/**
 * Reads maps, zones and the location, and refuses every other line. A map is answered by the first pattern that matches in their
 * order, else by its default; a request whose key is empty is not counted.
 * Source: nginx.org/en/docs/http/ngx_http_map_module.html, ngx_http_limit_req_module.html and ngx_http_rewrite_module.html, read
 * 2026-11-21.
 */
export const simulateNginx: Simulate = (text) => {
  const problems: string[] = []
  const [http = '', location] = text.split(`${LOCATION}\n`)
  if (location === undefined) return { problems: ['there is no block for the location'] }
  const { maps, zones } = readHttp(http, problems)
  const place = readLocation(location, problems)
  checkPlace(place, maps, zones, problems)
  return simulation(problems, () => simulated(place, maps, zones))
}

interface NginxMap {
  /** Texts and variables in turn. */
  source: string
  entries: { pattern: RegExp; value: string }[]
  default: string
  hasDefault: boolean
}
type Maps = ReadonlyMap<string, NginxMap>
interface Zone {
  key: string
  rate: number
}
interface Place {
  refusals: { variable: string; status: number }[]
  limits: { zone: string; burst: number; waits: boolean }[]
  /** The directives that follow. */
  others: string[]
}

const MAP = /^map (?:"([^"]*)"|(\$\w+)) (\$\w+) \{$/
const ENTRY = /^ {2}(?:(default)|"~(\*?)((?:[^"\\]|\\.)*)") (?:""|([A-Za-z0-9_.-]+));$/
const ZONE = /^limit_req_zone (\$\w+) zone=(\w+):1m rate=([1-9]\d*)r\/(s|m);$/

function readHttp(text: string, problems: string[]): { maps: Maps; zones: ReadonlyMap<string, Zone> } {
  const maps = new Map<string, NginxMap>()
  const zones = new Map<string, Zone>()
  let open: NginxMap | undefined
  for (const line of text.split('\n')) {
    if (line === '' || /^ *#/.test(line)) continue
    const [, quoted, plain, variable] = MAP.exec(line) ?? []
    const zone = ZONE.exec(line)
    if (variable !== undefined && !open) {
      open = { source: quoted ?? plain ?? '', entries: [], default: '', hasDefault: false }
      // The second map of a variable would silently replace the first.
      if (maps.has(variable)) problems.push(`${variable} has two maps`)
      maps.set(variable, open)
    } else if (zone && !open) {
      const [, key = '', name = '', rate, unit] = zone
      if (zones.has(name)) problems.push(`the zone ${name} appears twice`)
      zones.set(name, { key, rate: Number(rate) * (unit === 's' ? 60 : 1) })
    } else if (line === '}' && open) open = undefined
    else if (!open || !readEntry(line, open)) problems.push(`not understood: ${line}`)
  }
  if (open) problems.push('a map does not end')
  return { maps, zones }
}

function readEntry(line: string, map: NginxMap): boolean {
  const [found, isDefault, flag, pattern = '', value = ''] = ENTRY.exec(line) ?? []
  if (found === undefined) return false
  if (isDefault) Object.assign(map, { default: value, hasDefault: true })
  else {
    try {
      map.entries.push({ pattern: new RegExp(pattern, flag === '*' ? 'i' : ''), value })
    } catch {
      return false
    }
  }
  return true
}

const REFUSAL = /^if \((\$\w+)\) \{\n {2}return (\d{3});\n\}\n/
const LIMIT = /^limit_req zone=(\w+)(?: burst=([1-9]\d*)( nodelay)?)?;\n/
const OTHER = /^((?:limit_req_status [45]\d\d|proxy_set_header [\w-]+ [\w$]+);)\n/

function readLocation(text: string, problems: string[]): Place {
  const place: Place = { refusals: [], limits: [], others: [] }
  let left = text.replace(/^ *#.*\n/gm, '')
  const take = (pattern: RegExp) => {
    const match = pattern.exec(left)
    if (match) left = left.slice(match[0].length)
    return match
  }
  for (let match = take(REFUSAL); match; match = take(REFUSAL))
    place.refusals.push({ variable: match[1] as string, status: Number(match[2]) })
  for (let match = take(LIMIT); match; match = take(LIMIT)) {
    const [, zone = '', burst, nodelay] = match
    place.limits.push({ zone, burst: Number(burst ?? 0), waits: burst !== undefined && nodelay === undefined })
  }
  for (let match = take(OTHER); match; match = take(OTHER)) place.others.push(match[1] as string)
  if (left !== '') problems.push(`not understood: ${left.split('\n')[0]}`)
  return place
}

function checkPlace({ refusals, limits }: Place, maps: Maps, zones: ReadonlyMap<string, Zone>, problems: string[]) {
  for (const { variable } of refusals) if (!maps.has(variable)) problems.push(`there is no map of ${variable}`)
  for (const { zone } of limits) if (!zones.has(zone)) problems.push(`zero size shared memory zone "${zone}"`)
  for (const [name, { key }] of zones) {
    if (limits.filter(({ zone }) => zone === name).length > 1)
      problems.push(`"limit_req" directive is duplicate: ${name}`)
    if (!maps.has(key)) problems.push(`unknown variable ${key}`)
  }
}

/** What the location does otherwise than it should. */
function differences({ refusals, limits, others }: Place, zones: ReadonlyMap<string, Zone>): string[] {
  const end = [...(limits.length > 0 ? [`limit_req_status ${TOO_MANY};`] : []), ...FORWARDED]
  return [
    ...refusals.flatMap(({ variable, status }, index) =>
      status === (index === 0 ? 403 : TOO_MANY) ? [] : [`${variable} returns ${status}`],
    ),
    ...limits.flatMap(({ zone, waits }) => (waits ? [`calls of ${zone} wait and are not refused`] : [])),
    ...[...zones.keys()].flatMap((name) => (limits.some(({ zone }) => zone === name) ? [] : [`${name} is not used`])),
    ...(others.join() === end.join() ? [] : [`the location should end with ${end.join(' ')}`]),
  ]
}

const VARIABLE = /\$(\w+)/g
const TIME = 'time_iso8601'
const MINUTES_A_DAY = 24 * 60

type Headers = { method?: string; name?: string }

/** What becomes of requests. */
function simulated(place: Place, maps: Maps, zones: ReadonlyMap<string, Zone>): Simulated {
  const value = (variable: string, known: ReadonlyMap<string, string>): string => {
    const map = maps.get(`$${variable}`)
    if (!map) return known.get(variable) ?? ''
    const text = map.source.replace(VARIABLE, (_, name: string) => value(name, known))
    return valueFor(map, text) ?? map.default
  }
  const times = timesOfDay(maps, value)
  const isRefused = ({ method = '', name = '' }: Headers, minute: number) => {
    const known = new Map([
      ['http_mcp_method', method],
      ['http_mcp_name', name],
      [TIME, times[minute] as string],
    ])
    return place.refusals.some(({ variable }) => !['', '0'].includes(value(variable.slice(1), known)))
  }
  const isRefusedAt = remembered((tool: string, time: string) =>
    isRefused({ method: 'tools/call', name: headerOf(tool) }, times.indexOf(time)),
  )
  const bucketsOf = remembered((tool: string) => {
    const known = new Map([
      ['http_mcp_method', 'tools/call'],
      ['http_mcp_name', headerOf(tool)],
    ])
    return place.limits.flatMap(({ zone, burst }) => {
      const { key, rate } = zones.get(zone) as Zone
      const counted = value(key.slice(1), known)
      return counted === '' ? [] : [{ key: `${zone} ${counted}`, bucket: leaking({ rate, burst }) }]
    })
  })
  return {
    call(tool, _args, counters) {
      if (isRefusedAt(tool, times[counters.minuteOfDay] as string)) return 'deny'
      return counters.takeAll(bucketsOf(tool)) ? 'pass' : 'deny'
    },
    mentions() {
      const patterns = patternsOfCalls(maps)
      return {
        named: patterns.flatMap((pattern) => literalIn(pattern) ?? []).map((tool) => ({ tool })),
        open: patterns
          .filter((pattern) => literalIn(pattern) === undefined && !GUARDS.has(`${pattern.flags} ${pattern.source}`))
          .map(({ source }) => source),
        extra: [
          ...differences(place, zones),
          ...[...maps].flatMap(([name, { hasDefault }]) => (hasDefault ? [] : [`${name} has no default`])),
          ...[...zones.values()].flatMap(({ key }) =>
            (maps.get(key)?.entries ?? []).flatMap(({ pattern, value: counted }) =>
              counted === '' || counted === literalIn(pattern) ? [] : [`${pattern.source} is counted as ${counted}`],
            ),
          ),
          ...[...maps].flatMap(([name, { source }]) =>
            source === `$${TIME}` || /^\$mcp_open_\w+\|\$mcp_counted_\w+$/.test(source) || source === CALL
              ? []
              : [`${name} looks at ${source}`],
          ),
        ],
      }
    },
    requests: () =>
      headerRequests(
        (headers) => !isRefused(headers, 0),
        patternsOfCalls(maps).flatMap((pattern) => literalIn(pattern) ?? []),
      ),
  }
}

/** The entries of a map: by the one text that they match, and those that may match several, each with its place. */
interface Indexed {
  byText: ReadonlyMap<string, number>
  others: readonly number[]
}
const indexes = new WeakMap<NginxMap, Indexed>()

function indexOf(map: NginxMap): Indexed {
  const known = indexes.get(map)
  if (known) return known
  const byText = new Map<string, number>()
  const others: number[] = []
  for (const [index, { pattern }] of map.entries.entries()) {
    const tool = literalIn(pattern)
    const text = `tools/call|${tool}`
    if (tool === undefined) others.push(index)
    else if (!byText.has(text)) byText.set(text, index)
  }
  const made = { byText, others }
  indexes.set(map, made)
  return made
}

/** The value of the first entry that matches a text. */
function valueFor(map: NginxMap, text: string): string | undefined {
  const { byText, others } = indexOf(map)
  const exact = byText.get(text) ?? Number.POSITIVE_INFINITY
  const other = others.find((index) => index < exact && map.entries[index]?.pattern.test(text))
  return map.entries[other ?? exact]?.value
}

/** Every pattern of the maps that look at headers. */
const patternsOfCalls = (maps: Maps): RegExp[] =>
  [...maps.values()].flatMap(({ source, entries }) =>
    source.includes('$http_') ? entries.map(({ pattern }) => pattern) : [],
  )

/** Lines of a map that are about no tool; requests of the proof tell whether they do what they should. */
const GUARDS = new Set(
  [...refusalGuards('deny'), ...refusalGuards('allow')].map((line) => {
    const [, flag, pattern = ''] = /"~(\*?)(.*)" \d;$/.exec(line) ?? []
    return `${flag === '*' ? 'i' : ''} ${new RegExp(pattern).source}`
  }),
)

const literalIn = ({ source, flags }: RegExp) =>
  flags === '' ? /^\^tools\\\/call\\\|((?:[\w-]|\\\.)+)\$$/.exec(source)?.[1]?.replaceAll('\\.', '.') : undefined

/** As the bucket of NGINX, with one call that passes at once and its burst on top of it. */
const leaking = (bucket: Bucket) => ({ size: bucket.burst + 1, secondsEach: secondsEach(bucket) })

/** A function that remembers what it gave, because a text is asked about the same tools many times. */
function remembered<A extends string[], T>(of: (...args: A) => T): (...args: A) => T {
  const known = new Map<string, T>()
  return (...args) => {
    const key = args.join('\n')
    if (!known.has(key)) known.set(key, of(...args))
    return known.get(key) as T
  }
}

/** For each minute of the day the first time that no map tells apart from it. */
function timesOfDay(
  maps: Maps,
  value: (variable: string, known: ReadonlyMap<string, string>) => string,
): readonly string[] {
  const timed = [...maps].flatMap(([name, { source }]) => (source === `$${TIME}` ? [name.slice(1)] : []))
  const first = new Map<string, string>()
  const two = (number: number) => String(number).padStart(2, '0')
  return Array.from({ length: MINUTES_A_DAY }, (_, minute) => {
    const time = `2026-11-21T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+00:00`
    const key = timed.map((name) => value(name, new Map([[TIME, time]]))).join(' ')
    if (!first.has(key)) first.set(key, time)
    return first.get(key) as string
  })
}
