import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import { type ClientEngine, clientEngines } from '../engine/clients/index.ts'
import { installLocked } from '../ingest/install.ts'
import type { Target } from '../policy/core/target.ts'
import { targets } from '../policy/targets/index.ts'
import { formatProblem, ProblemError } from '../schema/problem.ts'
import type { Verified } from '../schema/verified.ts'
import { workedRule } from '../view/attack-page.ts'
import { site } from '../view/site.ts'
import { mutateCommand } from './mutate.ts'
import { options } from './options.ts'
import { breakJobs } from './verify/clients.ts'
import { runAll, verifyFiles } from './verify/files.ts'
import { type AttackRule, verifySnippets } from './verify/snippets.ts'
import type { Tally } from './verify/tally.ts'

/**
 * `verify`: every snippet of every tool and server, by the rules of its target and by its engine; whole files by the
 * clients themselves. Ends with `N snippets verified, N failed`. With `--mutate` it breaks snippets on purpose instead
 * and counts what the verifiers find; with `--breaks` it breaks policies by a table and tries each in its client;
 * `--no-clients` leaves out what must be installed first; `--target ID`, as often as wanted, takes only those targets;
 * `--record` writes what checked what into content/verified.json, for the pages.
 */
export async function verifyCommand(argv: string[]): Promise<number> {
  const {
    mutate,
    record,
    breaks,
    target: ids,
    ...rest
  } = options('verify', argv, {
    mutate: { type: 'boolean' },
    record: { type: 'boolean' },
    breaks: { type: 'boolean' },
    target: { type: 'string', multiple: true },
    'no-clients': { type: 'boolean' },
  } as const)
  if (mutate) return mutateCommand()
  if (breaks) return breaksCommand()
  const chosen = targetsOf(ids)
  const began = performance.now()
  const { servers, content } = site()
  const attacks = content.attacks.attacks.flatMap((attack): AttackRule[] => {
    const found = workedRule(site(), attack)
    return found ? [{ id: attack.id, tool: found.tool, rule: found.rule }] : []
  })
  const tally = await verifySnippets(servers, attacks, content, progressLine(), chosen)
  await verifyFiles(site(), tally, rest['no-clients'] ? [] : await installedClients(), chosen)
  for (const problem of tally.problems) console.error(formatProblem(problem))
  const number = (count: number) => count.toLocaleString('en')
  for (const { id, label, proof } of chosen) {
    const by = [...(tally.engines.get(id) ?? [])].map(([name, { count, of }]) => `${name} (${number(count)} ${of})`)
    console.log(
      `${label.padEnd(22)} ${number(tally.snippets.get(id) ?? 0).padStart(6)}  by ${[...proof.map(({ by }) => by), ...by].join('; ')}`,
    )
  }
  if (record && tally.failed === 0) recordVerified(tally, chosen)
  const total = [...tally.snippets.values()].reduce((sum, count) => sum + count, 0)
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  console.log(`${number(total - tally.failed)} snippets verified, ${number(tally.failed)} failed`)
  return tally.failed > 0 ? 1 : 0
}

/** Which breaks of the table the clients' runs show. What changes nothing there is found by the model of the target alone. */
async function breaksCommand(): Promise<number> {
  const counts = new Map<string, { broken: number; found: number; missed: string[] }>()
  const jobs = breakJobs(await installedClients(), (id, what, found) => {
    const own = counts.get(id) ?? { broken: 0, found: 0, missed: [] }
    const missed = found ? own.missed : [...own.missed, what]
    counts.set(id, { broken: own.broken + 1, found: own.found + (found ? 1 : 0), missed })
  })
  await runAll(jobs)
  for (const [id, { broken, found, missed }] of counts)
    console.log(
      `${id.padEnd(22)} ${found} of ${broken} breaks are seen in the client${missed.length > 0 ? `; not: ${missed.toSorted().join(', ')}` : ''}`,
    )
  return 0
}

/** Says from time to time how many tools were checked, on the error stream, so that what is printed stays the same. */
function progressLine(): (done: number, all: number) => void {
  const STEPS = 10
  let step = 0
  return (done, all) => {
    const now = Math.floor((done * STEPS) / all)
    if (now === step) return
    step = now
    console.error(`${done.toLocaleString('en')} of ${all.toLocaleString('en')} tools checked`)
  }
}

async function installedClients(): Promise<readonly ClientEngine[]> {
  const { content, cache } = folders()
  const folder = join(cache, 'clients')
  if (!existsSync(folder)) console.log('Installing the clients that policies are tried in, about 1.3 GB …')
  await installLocked(join(content, 'clients'), folder)
  return clientEngines(folder)
}

/** The targets of some ids, all of them when none is named. */
function targetsOf(ids: readonly string[] | undefined): readonly Target[] {
  const unknown = ids?.filter((one) => !targets.some(({ id }) => id === one)) ?? []
  if (unknown.length === 0) return ids ? targets.filter(({ id }) => ids.includes(id)) : targets
  throw new ProblemError(
    unknown.map((id) => ({
      where: `verify --target ${id}`,
      what: 'there is no such target',
      fix: `Name one of ${targets.map(({ id }) => id).join(', ')}.`,
    })),
  )
}

/** Writes what was found of the chosen targets; what an earlier run found of the others stays. */
function recordVerified({ snippets, engines: seen }: Tally, chosen: readonly Target[]): void {
  const earlier = site().content.verified
  const verified: Verified = Object.fromEntries(
    targets.flatMap((target): [string, Verified[string]][] => {
      const { id } = target
      const own = {
        snippets: snippets.get(id) ?? 0,
        engines: [...(seen.get(id) ?? [])].map(([by, { count, of }]) => ({ by, count, of })),
      }
      const found = chosen.includes(target) ? own : earlier[id]
      return found ? [[id, found]] : []
    }),
  )
  const file = join(folders().content, 'verified.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(verified, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
