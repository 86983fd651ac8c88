import { availableParallelism } from 'node:os'
import { canTryManaged } from '../../engine/clients/claude-code.ts'
import type { ClientEngine } from '../../engine/clients/index.ts'
import type { Engine } from '../../engine/engine.ts'
import { programs } from '../../engine/index.ts'
import type { Snippet } from '../../policy/core/snippet.ts'
import type { Target } from '../../policy/core/target.ts'
import { targets } from '../../policy/targets/index.ts'
import { type Posture, postures } from '../../schema/posture.ts'
import { definitions, serverPolicy } from '../../view/server-policy.ts'
import type { Site, SiteServer } from '../../view/site.ts'
import { clientJobs } from './clients.ts'
import type { Tally } from './tally.ts'

/** A client is started with the servers of one file, each of which is a process; it calls every tool of theirs, one after the other. */
const SERVERS_A_FILE = 8
const TOOLS_A_FILE = 250

/** Whole files, by programs that take a moment to start and that run in two modes at once each. */
export async function verifyFiles(
  all: Site,
  tally: Tally,
  clients: readonly ClientEngine[],
  chosen: readonly Target[] = targets,
): Promise<void> {
  const groups = fileGroups(all.servers)
  const installed = programs.flatMap(({ name, find }) => {
    const engine = find()
    if (!engine) console.log(`${name} is not installed, so its policies are checked by our model alone.`)
    return engine ?? []
  })
  if (clients.length > 0 && !canTryManaged)
    console.log('Managed settings cannot be tried here, so they are checked by our model alone.')
  const jobs: (() => Promise<void>)[] = []
  const add = (engine: Engine, where: string, snippets: readonly Snippet[], check: () => Promise<string[]>) =>
    jobs.push(async () => {
      tally.found(
        where,
        (await check()).map((what) => `${engine.name}: ${what}`),
        snippets.length,
      )
      tally.engine(snippets[0]?.target.id ?? '', engine.name, 'files', snippets.length)
    })
  for (const target of chosen) {
    for (const engine of clients.filter((one) => one.targets.includes(target.id)))
      for (const group of target.combine ? groups : all.servers.map((server) => [server])) {
        const ids = group.map(({ id }) => id).join(', ')
        for (const { what, snippets } of variants(target, group, ['guarded']).filter(hasTexts))
          add(engine, `${ids}, ${what}, as ${target.id}`, snippets, () => engine.checkTogether(snippets))
      }
    for (const engine of installed.filter((one) => one.targets.includes(target.id)))
      for (const server of all.servers)
        for (const { what, snippets } of variants(target, [server], postures).filter(hasTexts))
          for (const snippet of snippets)
            add(engine, `${server.id}, ${what}, as ${target.id}`, [snippet], () => engine.check(snippet))
  }
  jobs.push(...clientJobs(all, tally, clients, chosen))
  await runAll(jobs)
}

/** Servers in their order, in groups for one file each; a server of many tools is a group of its own. */
function fileGroups(servers: readonly SiteServer[]): SiteServer[][] {
  const groups: SiteServer[][] = []
  let tools = 0
  for (const server of servers) {
    const last = groups.at(-1)
    if (last && last.length < SERVERS_A_FILE && tools + server.tools.length <= TOOLS_A_FILE) last.push(server)
    else {
      groups.push([server])
      tools = 0
    }
    tools += server.tools.length
  }
  return groups
}

/** Runs jobs, as many at a time as the machine has room for. */
export async function runAll(jobs: (() => Promise<void>)[]): Promise<void> {
  await Promise.all(
    Array.from({ length: Math.max(1, Math.floor(availableParallelism() / 2)) }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await job()
    }),
  )
}

/** Whether each of them has a text that can be tried. */
const hasTexts = ({ snippets }: { snippets: readonly Snippet[] }) =>
  snippets.every(({ refusal }) => refusal === undefined)

/** The policies of some servers, and all snippets of their tools together. */
function variants(target: Target, servers: readonly SiteServer[], wanted: readonly Posture[]) {
  const together = (server: SiteServer) =>
    target.render(
      server.tools.map(({ rule }) => rule),
      { defaultEffect: 'allow', serverKey: server.id, tools: definitions(server) },
    )
  return [
    ...wanted.map((posture): { what: string; snippets: Snippet[] } => ({
      what: posture,
      snippets: servers.map((server) => serverPolicy(server, target, posture).snippet),
    })),
    { what: 'snippets', snippets: servers.map(together) },
  ]
}
