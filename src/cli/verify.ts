import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import { type ClientEngine, clientEngines } from '../engine/clients/index.ts'
import { installLocked } from '../ingest/install.ts'
import { targets } from '../policy/targets/index.ts'
import { formatProblem } from '../schema/problem.ts'
import type { Verified } from '../schema/verified.ts'
import { workedRule } from '../view/attack-page.ts'
import { site } from '../view/site.ts'
import { mutateCommand } from './mutate.ts'
import { options } from './options.ts'
import { verifyFiles } from './verify/files.ts'
import { type AttackRule, verifySnippets } from './verify/snippets.ts'
import type { Tally } from './verify/tally.ts'

/**
 * `verify`: every snippet of every tool and server, by the rules of its target and by its engine; whole files by the
 * clients themselves. Ends with `N snippets verified, N failed`. With `--mutate` it breaks snippets on purpose instead
 * and counts what the verifiers find; `--no-clients` leaves out what must be installed first; `--record` writes what
 * checked what into content/verified.json, for the pages.
 */
export async function verifyCommand(argv: string[]): Promise<number> {
  const { mutate, record, ...rest } = options('verify', argv, {
    mutate: { type: 'boolean' },
    record: { type: 'boolean' },
    'no-clients': { type: 'boolean' },
  })
  if (mutate) return mutateCommand()
  const began = performance.now()
  const { servers, content } = site()
  const attacks = content.attacks.attacks.flatMap((attack): AttackRule[] => {
    const found = workedRule(site(), attack)
    return found ? [{ id: attack.id, tool: found.tool, rule: found.rule }] : []
  })
  const tally = await verifySnippets(servers, attacks, content, progressLine())
  await verifyFiles(site(), tally, rest['no-clients'] ? [] : await installedClients())
  for (const problem of tally.problems) console.error(formatProblem(problem))
  const number = (count: number) => count.toLocaleString('en')
  for (const { id, label, proof } of targets) {
    const by = [...(tally.engines.get(id) ?? [])].map(([name, { count, of }]) => `${name} (${number(count)} ${of})`)
    console.log(
      `${label.padEnd(22)} ${number(tally.snippets.get(id) ?? 0).padStart(6)}  by ${[...proof.map(({ by }) => by), ...by].join('; ')}`,
    )
  }
  if (record && tally.failed === 0) recordVerified(tally)
  const total = [...tally.snippets.values()].reduce((sum, count) => sum + count, 0)
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  console.log(`${number(total - tally.failed)} snippets verified, ${number(tally.failed)} failed`)
  return tally.failed > 0 ? 1 : 0
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

function recordVerified({ snippets, engines: seen }: Tally): void {
  const verified: Verified = Object.fromEntries(
    targets.map(({ id }) => [
      id,
      {
        snippets: snippets.get(id) ?? 0,
        engines: [...(seen.get(id) ?? [])].map(([by, { count, of }]) => ({ by, count, of })),
      },
    ]),
  )
  const file = join(folders().content, 'verified.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(verified, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
