import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { writePictures } from '../../src/cli/write-pictures.ts'
import { hostileSite } from '../view/api/hostile-catalogue.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-pictures-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const site = hostileSite()

test('every server has its picture, the same bytes each time, and other words make another picture', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  assert.equal(await writePictures(site, first), site.servers.length + 1)
  await writePictures(site, second)
  const files = globSync('**/*.png', { cwd: first })
  assert.equal(files.length, site.servers.length + 1)
  for (const file of files) assert.deepEqual(readFileSync(join(first, file)), readFileSync(join(second, file)), file)
  const distinct = new Set(files.map((file) => readFileSync(join(first, file)).toString('base64')))
  assert.equal(distinct.size, files.length)
})

test('the words are really drawn: a longer title has more dark pixels at its place', async () => {
  const [plain] = site.servers
  assert.ok(plain)
  const dark = async (title: string) => {
    const out = join(folder, `title-${title.length}`)
    const server = { ...plain, manifest: { ...plain.manifest, title } }
    await writePictures({ ...site, servers: [server] }, out)
    return darkPixels(readFileSync(join(out, 'servers', plain.id, 'share.png')), 170, 290)
  }
  const [none, one, three] = [await dark(' '), await dark('H'), await dark('HHH')]
  assert.equal(none, 0)
  assert.ok(one > 500 && Math.abs(three / one - 3) < 0.1, `${one} ${three}`)
})

/** How many pixels of these lines are dark. The picture must be 8-bit RGBA without interlacing. Source: w3.org/TR/png. */
function darkPixels(png: Buffer, from: number, to: number): number {
  const data: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  assert.deepEqual([...png.subarray(24, 29)], [8, 6, 0, 0, 0])
  const raw = inflateSync(Buffer.concat(data))
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const stride = width * 4
  let before = new Uint8Array(stride)
  let count = 0
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    const line = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x++) {
      const [a, b, c] = [x < 4 ? 0 : (line[x - 4] ?? 0), before[x] ?? 0, x < 4 ? 0 : (before[x - 4] ?? 0)]
      const add = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter ?? 0] ?? 0
      line[x] = (line[x] ?? 0) + add
    }
    if (y >= from && y < to) for (let x = 80; x < width; x++) if ((line[x * 4] ?? 255) < 100) count++
    before = line
  }
  return count
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}
