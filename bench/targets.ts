// How long the policy of a large server takes in every target, with its check: CPU time for 400, 800 and 1,600 tools. Nothing may
// grow faster than the number of tools. Run with `node bench/targets.ts`; ends with 1 where something is slow or not linear.
import { engines } from '../src/engine/index.ts'
import { verifySnippet } from '../src/policy/prove/verify-snippet.ts'
import { targets } from '../src/policy/targets/index.ts'
import type { Rule } from '../src/schema/rule.ts'
import type { Tool } from '../src/schema/tool.ts'

const SIZES = [400, 800, 1600]
const MAX_SECONDS_FOR_400 = 1
// Twice the tools may take this many times as long; a quadratic step takes four times.
const MAX_GROWTH = 3
// Below this the clock says little.
const MIN_SECONDS = 0.1

const KINDS: Pick<Rule, 'effect' | 'limits' | 'conditions' | 'unattended'>[] = [
  { effect: 'allow', limits: [{ max: 30, per: 'minute' }], conditions: [], unattended: [] },
  {
    effect: 'allow',
    limits: [],
    conditions: [{ path: 'size', op: 'lte', value: 100, dispensable: true }],
    unattended: [],
  },
  { effect: 'ask', limits: [], conditions: [], unattended: [{ max: 10, per: 'hour' }] },
  { effect: 'deny', limits: [], conditions: [], unattended: [] },
  { effect: 'hide', limits: [], conditions: [], unattended: [] },
]

function server(count: number): { rules: Rule[]; tools: Map<string, Tool> } {
  const rules = Array.from({ length: count }, (_, index): Rule => {
    const kind = KINDS[index % KINDS.length] as (typeof KINDS)[number]
    return {
      ...kind,
      server: 'shop',
      tool: `tool_number_${index}`,
      effectWithoutLimit: 'allow',
      reason: 'Made for a benchmark.',
      because: [],
    }
  })
  const inputSchema = { type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] }
  return { rules, tools: new Map(rules.map(({ tool }) => [tool, { name: tool, inputSchema }])) }
}

/** CPU seconds of one rendering with its check. */
async function seconds(target: (typeof targets)[number], count: number): Promise<number> {
  const { rules, tools } = server(count)
  const before = process.cpuUsage()
  const snippet = target.render(rules, { defaultEffect: 'deny', serverKey: `shop-${count}`, tools })
  const problems = verifySnippet(snippet, rules, 'deny')
  for (const engine of engines) if (engine.targets.includes(target.id)) problems.push(...(await engine.check(snippet)))
  if (problems.length > 0) throw new Error(`${target.id}: ${problems[0]}`)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

let failed = 0
console.log(`${'target'.padEnd(24)} ${SIZES.map((size) => `${size} tools`.padStart(12)).join('')}`)
for (const target of targets) {
  // The first one warms up.
  await seconds(target, 50)
  const times: number[] = []
  for (const size of SIZES) times.push(await seconds(target, size))
  const isSlow = (times[0] ?? 0) > MAX_SECONDS_FOR_400
  const isSteep = times.some(
    (time, index) =>
      index > 0 && time > MIN_SECONDS && time > MAX_GROWTH * Math.max(MIN_SECONDS / 2, times[index - 1] ?? 0),
  )
  if (isSlow || isSteep) failed++
  console.log(
    `${target.id.padEnd(24)} ${times.map((time) => `${time.toFixed(3)} s`.padStart(12)).join('')}${isSlow ? '  slow' : ''}${isSteep ? '  not linear' : ''}`,
  )
}
process.exit(failed > 0 ? 1 : 0)
