import { mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { sharePicture } from '../view/api/share-picture.ts'
import type { Site } from '../view/site.ts'
import { urls } from '../view/urls.ts'
import { fileOf } from './write-machine-files.ts'

// Read from the package, which npm pins: no font is fetched, and none of the system's changes the bytes.
const FONTS = ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700']

/**
 * Draws the picture of every server and of the site. The same catalogue gives the same bytes on every machine.
 * @returns how many were drawn.
 */
export async function writePictures(site: Site, folder: string): Promise<number> {
  const { resolve } = createRequire(import.meta.url)
  await start(resolve('@resvg/resvg-wasm/index_bg.wasm'))
  const fontBuffers = FONTS.map(
    (font) => new Uint8Array(readFileSync(resolve(`@fontsource/inter/files/inter-${font}-normal.woff2`))),
  )
  const draw = async (url: string, svg: string) => {
    const file = fileOf(folder, url)
    mkdirSync(dirname(file), { recursive: true })
    const options = { font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' } }
    const picture = new Resvg(svg, options)
    const rendered = picture.render()
    await writeFile(file, rendered.asPng())
    rendered.free()
    picture.free()
  }
  const { servers, tools } = site
  const all = `${tools.length.toLocaleString('en')} tools of ${servers.length.toLocaleString('en')} MCP servers`
  await draw(
    urls.picture(),
    sharePicture({ title: 'What may your agent call?', id: 'policybook', about: `${all}, rated`, tools }),
  )
  for (const { id, manifest, tools: own } of servers) {
    const about = own.length === 1 ? 'MCP server, 1 tool' : `MCP server, ${own.length.toLocaleString('en')} tools`
    await draw(urls.picture(id), sharePicture({ title: manifest.title, id, about, tools: own }))
  }
  return servers.length + 1
}

let started: Promise<void> | undefined

/** Once in a process: the module refuses a second time. */
async function start(file: string): Promise<void> {
  started ??= initWasm(readFileSync(file))
  await started
}
