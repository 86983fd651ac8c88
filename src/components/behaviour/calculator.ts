// Which of the three legs of the lethal trifecta the chosen servers have together.
const WORDS: Record<string, string> = {
  private: 'read private data',
  untrusted: 'see untrusted content',
  outward: 'send data out',
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-trifecta]')) {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
  const output = form.querySelector('output')
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', () => {
    const chosen = boxes.filter(({ checked }) => checked)
    const legs = new Set(chosen.flatMap(({ dataset }) => (dataset['legs'] ?? '').split(' ').filter(Boolean)))
    const can = Object.entries(WORDS).flatMap(([leg, words]) => (legs.has(leg) ? [words] : []))
    if (!output) return
    output.textContent =
      chosen.length === 0
        ? 'No server is chosen.'
        : can.length === 3
          ? 'Together they can read private data, see untrusted content and send data out: text from a stranger can have private data sent away.'
          : `Together they ${can.length === 0 ? 'have none of the three legs' : `can ${can.join(' and ')}`}; the trifecta is not complete.`
  })
}
