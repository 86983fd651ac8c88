// On the page for addresses that lead nowhere: names of the catalogue that are spelled like the address.
import { createLookup } from '../../search/lookup.ts'

const MOST = 6
const root = document.body.dataset['base'] ?? ''
const place = document.querySelector<HTMLElement>('[data-near-names]')

/** The parts of a path as words: of a tool its server and its name, else the last part. */
function wordsOf(path: string): string {
  try {
    return path
      .slice(root.length)
      .replace(/\.html$/, '')
      .split('/')
      .filter((part) => part !== '' && part !== 'servers')
      .slice(-2)
      .map((part) => decodeURIComponent(part).replaceAll('~', ''))
      .join(' ')
  } catch {
    // An address that does not decode has no words.
    return ''
  }
}

async function show(list: HTMLElement) {
  const lookup = createLookup(async (path) => {
    const answer = await fetch(`${root}/search/${path}`)
    if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
    return answer.json()
  })
  const { hits } = await lookup(wordsOf(location.pathname))
  for (const { record } of hits.slice(0, MOST)) {
    const link = document.createElement('a')
    link.href = root + record.path
    link.textContent = record.label
    const item = document.createElement('li')
    item.append(link, record.server ? ` ${record.server.title}` : '')
    list.append(item)
  }
  if (hits.length > 0 && place) place.hidden = false
}

const list = place?.querySelector('ul')
if (list)
  show(list).catch(() => {
    // Without the index there is nothing to offer; the search above still is.
  })
