import { numberWords } from '../../view/number-words.ts'
import type { PolicyFile } from '../../view/stack-policy.ts'
import { make } from './elements.ts'

// A policy for hundreds of tools is a file to save, not a text to read.
const MAX_SHOWN_CHARS = 12_000
const MAX_SHOWN_LINES = 60

/** One file with its text, Copy and Download. */
export function policyFile({ file, text, about }: PolicyFile): HTMLElement {
  const lines = text.replace(/\n$/, '').split('\n')
  const isCut = text.length > MAX_SHOWN_CHARS
  const copy: HTMLButtonElement = make(
    'button',
    { type: 'button', class: 'copy-file', onclick: () => void copied() },
    'Copy',
  )
  const shown = make('code', {}, isCut ? lines.slice(0, MAX_SHOWN_LINES).join('\n') : lines.join('\n'))
  const copied = async () => {
    copy.textContent = (await put(text)) ? 'Copied' : 'Press Ctrl-C to copy'
    if (copy.textContent !== 'Copied') getSelection()?.selectAllChildren(shown)
    announce(copy.textContent)
    setTimeout(() => {
      copy.textContent = 'Copy'
    }, 2000)
  }
  return make(
    'div',
    { class: 'policy-file' },
    make(
      'div',
      { class: 'policy-file-head' },
      make('code', {}, file),
      make(
        'span',
        { class: 'actions' },
        copy,
        make('button', { type: 'button', onclick: () => save(file, text) }, 'Download'),
      ),
    ),
    about === undefined ? undefined : make('p', { class: 'quiet' }, about),
    make('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': file }, shown),
    isCut
      ? make('p', { class: 'quiet' }, `… and ${numberWords(lines.length - MAX_SHOWN_LINES, 'more line')} in the file.`)
      : undefined,
  )
}

async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Refused by the browser: no permission, or not a secure address.
    return false
  }
}

function save(file: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  make('a', { href, download: file.split('/').at(-1) }).click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}

/** Says something to those who do not see it happen. */
export function announce(words: string): void {
  const output = document.querySelector('#announcement')
  if (output) output.textContent = words
}
