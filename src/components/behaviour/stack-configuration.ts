import { numberWords } from '../../view/number-words.ts'
import type { StackConfig } from '../../view/stack-config.ts'
import type { ChoosableServer } from '../../view/stack-servers.ts'
import { make, part } from './elements.ts'

const MAX_FILES = 20

/**
 * Takes configurations that somebody pastes, opens or drops, and says what was read. The text itself is gone before anything
 * is shown.
 * @param catalogue the servers to look for.
 * @param yourServer where servers can be rated that the catalogue does not have.
 * @param read told what each configuration comes to.
 */
export function acceptConfigurations(
  root: HTMLElement,
  catalogue: () => Promise<ChoosableServer[]>,
  yourServer: string,
  read: (config: StackConfig) => void,
): void {
  const form = part<HTMLFormElement>(root, 'paste')
  const field = form.elements.namedItem('text') as HTMLTextAreaElement
  const files = form.elements.namedItem('file') as HTMLInputElement
  const output = part(root, 'read')

  const take = async (texts: readonly { name: string; text: string }[]) => {
    try {
      const [{ readStackConfig }, servers] = await Promise.all([import('../../view/stack-config.ts'), catalogue()])
      const configs = texts.map(({ name, text }) => readStackConfig(text, name, servers))
      output.replaceChildren(...configs.flatMap((config) => wordsOf(config, yourServer)))
      for (const config of configs) read(config)
    } catch {
      output.replaceChildren(make('p', {}, 'The list of servers could not be fetched. Load the page again.'))
    }
  }
  const takeText = () => {
    const text = field.value
    field.value = ''
    if (text.trim() !== '') void take([{ name: '', text }])
  }
  const takeFiles = async (list: FileList | null | undefined) => {
    const chosen = [...(list ?? [])].slice(0, MAX_FILES)
    const texts = await Promise.all(chosen.map(async (file) => ({ name: file.name, text: await file.text() })))
    files.value = ''
    if (texts.length > 0) await take(texts)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    takeText()
  })
  // The pasted text is in the field only after the event.
  field.addEventListener('paste', () => setTimeout(takeText))
  files.addEventListener('change', () => void takeFiles(files.files))
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    root.classList.add('stack-dropping')
  })
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) root.classList.remove('stack-dropping')
  })
  addEventListener('drop', (event) => {
    root.classList.remove('stack-dropping')
    if (!carriesFiles(event)) return
    event.preventDefault()
    void takeFiles(event.dataTransfer?.files)
  })
}

/** What was read, as elements. */
function wordsOf({ client, known, unknown, off, problems }: StackConfig, yourServer: string): HTMLElement[] {
  const total = known.length + unknown.length
  const sentence =
    total === 0
      ? 'No server was read.'
      : `${client === undefined ? '' : `${client}: `}${known.length} of ${numberWords(total, 'server')} ${total === 1 ? 'is' : 'are'} in the catalogue.`
  return [
    make('p', {}, make('strong', {}, sentence)),
    ...listOf(
      'Not in the catalogue:',
      unknown.map(({ key, words }) => `${key}, ${words}`),
    ),
    ...(unknown.length > 0 ? [make('p', {}, make('a', { href: yourServer }, 'Rate a server that is not here'))] : []),
    ...listOf('Switched off in the file, so not added:', off),
    ...listOf('Problems in the file:', problems),
  ]
}

const listOf = (title: string, lines: readonly string[]): HTMLElement[] =>
  lines.length === 0 ? [] : [make('p', {}, title), make('ul', {}, ...lines.map((line) => make('li', {}, line)))]
