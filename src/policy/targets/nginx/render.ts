import type { Limit } from '../../../schema/rule.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { MAX_NAME_LENGTH, PLAIN_CHARACTERS, UNPLAIN_NAMES } from '../../core/mcp-headers.ts'
import type { RenderOptions } from '../../core/target.ts'
import { bucketOf, MINUTES, openMinutes, SLOWEST } from './leaky-bucket.ts'
import { serverId } from './server-id.ts'

/** What every map looks at: method and name of the call. */
export const CALL = '$http_mcp_method|$http_mcp_name'

/** Above it goes into the http block, below it into the location. */
export const LOCATION = '# In the location of the server:'

/** The server must see the value that was checked, and no second one. */
export const FORWARDED = [
  'proxy_set_header Mcp-Method $http_mcp_method;',
  'proxy_set_header Mcp-Name $http_mcp_name;',
] as const

/**
 * A map of calls, and a zone for each limit: each call names its method and its tool in the headers `Mcp-Method` and `Mcp-Name`,
 * and the server must refuse a call whose headers and body differ. Names in another form, several names, and requests without
 * the headers are refused, or they would pass around the rules.
 * Names stand in patterns, because a map compares plain strings without regard to case and has no room for long ones.
 */
export function renderNginx(lowered: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  // Other names are refused by a line of their own.
  const rules = lowered.filter(({ rule: { tool } }) => !UNPLAIN_NAMES.is(tool))
  const id = serverId(serverKey)
  const zones = zonesOf(rules)
  const lines = [
    '# In the http block:',
    ...refusals(rules, defaultEffect, `$mcp_refused_${id}`),
    ...[...zones].flatMap(([name, zone]) => countingMaps(`${id}_${name}`, zone)),
    '',
    LOCATION,
    ...refusal(`$mcp_refused_${id}`, 403),
    ...[...zones].flatMap(([name, { limit }]) =>
      bucketOf(limit) ? [] : refusal(`$mcp_closed_${id}_${name}`, TOO_MANY),
    ),
    ...[...zones].map(([name, { limit }]) => limitLine(`mcp_${id}_${name}`, (bucketOf(limit) ?? SLOWEST).burst)),
    ...(zones.size > 0 ? [`limit_req_status ${TOO_MANY};`] : []),
    '# The server gets the values that were checked. Repeat here the proxy_set_header lines of outer blocks.',
    ...FORWARDED,
  ]
  return `${lines.join('\n')}\n`
}

/** The status of a call beyond its limit. */
export const TOO_MANY = 429

const pattern = (tool: string) => `"~^tools/call\\|${tool.replaceAll('.', '\\.')}$"`

function refusals(
  rules: readonly LoweredRule[],
  defaultEffect: RenderOptions['defaultEffect'],
  variable: string,
): string[] {
  const refused = defaultEffect === 'deny' ? 1 : 0
  const listed = rules.flatMap(({ rule: { tool }, effect }) => {
    const blocked = effect === 'allow' || effect === 'limit' ? 0 : 1
    return blocked === refused ? [] : [`  ${pattern(tool)} ${blocked};`]
  })
  const [noMethod, noPlainMethod, noPlainName, unlisted, otherLetters] = refusalGuards(defaultEffect)
  return [
    `map "${CALL}" ${variable} {`,
    '  default 0;',
    '  # No header names the method: an older client, or one that hides what it calls.',
    noMethod,
    '  # Several methods, or one with characters that no method has.',
    noPlainMethod,
    '  # A call without a name, with one in Base64, with several, or with one that is too long.',
    noPlainName,
    ...listed,
    defaultEffect === 'deny' ? '  # A tool that is not listed above.' : '  # Every other tool.',
    unlisted,
    '  # The method in other letters.',
    otherLetters,
    '}',
  ]
}

/** Lines that are about no tool of their own; the fourth is about tools that are not listed. */
export function refusalGuards(defaultEffect: RenderOptions['defaultEffect']) {
  return [
    '  "~^\\|" 1;',
    '  "~^[A-Za-z0-9/_.-]*[^A-Za-z0-9/_.|-]" 1;',
    `  "~^tools/call\\|(?:.*[^${PLAIN_CHARACTERS}]|.{${MAX_NAME_LENGTH + 1}}|$)" 1;`,
    `  "~^tools/call\\|" ${defaultEffect === 'deny' ? 1 : 0};`,
    '  "~*^tools/call\\|" 1;',
  ] as const
}

interface Zone {
  limit: Limit
  tools: string[]
}

/** Tools by limit; each tool has a count of its own in the zone of its limit. */
function zonesOf(rules: readonly LoweredRule[]): Map<string, Zone> {
  const zones = new Map<string, Zone>()
  for (const { rule, effect } of rules)
    for (const limit of effect === 'limit' ? rule.limits : []) {
      const name = `${limit.max}_${limit.per}`
      const zone = zones.get(name) ?? { limit, tools: [] }
      zone.tools.push(rule.tool)
      zones.set(name, zone)
    }
  return zones
}

function countingMaps(name: string, { limit, tools }: Zone): string[] {
  const counted = `$mcp_counted_${name}`
  const bucket = bucketOf(limit)
  return [
    '',
    `# At most ${limit.max} ${limit.max === 1 ? 'call' : 'calls'} of each tool in one ${limit.per}.`,
    `map "${CALL}" ${counted} {`,
    '  default "";',
    ...tools.map((tool) => `  ${pattern(tool)} ${tool};`),
    '}',
    `limit_req_zone ${counted} zone=mcp_${name}:1m rate=${(bucket ?? SLOWEST).rate}r/m;`,
    ...(bucket ? [] : closedMaps(name, limit)),
  ]
}

/** NGINX leaks at least one call a minute, so a lower limit opens single minutes. */
function closedMaps(name: string, limit: Limit): string[] {
  return [
    '# NGINX cannot count more slowly than one call a minute, so one call passes in each of these minutes.',
    `map $time_iso8601 $mcp_open_${name} {`,
    '  default 0;',
    ...timePatterns(limit).map((time) => `  "~T${time}:" 1;`),
    '}',
    `map "$mcp_open_${name}|$mcp_counted_${name}" $mcp_closed_${name} {`,
    '  default 0;',
    '  "~^0\\|." 1;',
    '}',
  ]
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

function timePatterns(limit: Limit): string[] {
  const byHour = Map.groupBy(openMinutes(limit), (minute) => Math.floor(minute / MINUTES.hour))
  const minutes = (of: readonly number[] = []) => `(?:${of.map((minute) => twoDigits(minute % 60)).join('|')})`
  if (limit.per === 'hour') return [`\\d\\d:${minutes(byHour.get(0))}`]
  return [...byHour].map(([hour, of]) => `${twoDigits(hour)}:${minutes(of)}`)
}

const refusal = (variable: string, status: number) => [`if (${variable}) {`, `  return ${status};`, '}']

// Without nodelay, calls would wait and not be refused; a burst of 0 is an error.
const limitLine = (zone: string, burst: number) =>
  `limit_req zone=${zone}${burst > 0 ? ` burst=${burst} nodelay` : ''};`
