import { resolve } from 'node:path'
import { build, printBuilt } from './build.ts'
import { ingestCommand } from './ingest.ts'
import { options, portOf } from './options.ts'
import { serveCommand } from './serve.ts'

/** `site [--no-serve] [--port N]`: from the manifests to the site in one go. */
export async function siteCommand(argv: string[]): Promise<number> {
  const values = options('site', argv, { 'no-serve': { type: 'boolean' }, port: { type: 'string' } })
  portOf('site', values.port)
  const started = performance.now()
  const failed = await ingestCommand([])
  if (failed !== 0) return failed
  const ingested = performance.now()
  console.log('\nBuilding …')
  const built = await build()
  built.steps.unshift(['ingest', (ingested - started) / 1000])
  printBuilt(built)
  console.log(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (values['no-serve']) {
    console.log(`The site is in ${resolve(built.folder)}`)
    return 0
  }
  return serveCommand(values.port === undefined ? [] : ['--port', values.port])
}
