// A reason lights its words in the name and the description while it is pointed at, in focus or in the address.
const marks = [...document.querySelectorAll<HTMLElement>('mark[data-reason]')]

function light(reasons: string): void {
  const wanted = reasons.split(' ')
  for (const mark of marks) {
    const own = (mark.dataset['reason'] ?? '').split(' ')
    mark.classList.toggle('lit', reasons !== '' && own.some((one) => wanted.includes(one)))
  }
}

const reasonsOf = (target: EventTarget | null) =>
  (target instanceof Element && target.closest<HTMLElement>('[data-lights]')?.dataset['lights']) || ''

if (marks.length > 0) {
  for (const kind of ['pointerover', 'focusin'] as const)
    document.addEventListener(kind, ({ target }) => light(reasonsOf(target)))
  const follow = () => {
    const named = document.getElementById(location.hash.slice(1))
    // What is folded is opened for the one who follows a link to it.
    const folded = named?.closest('details')
    if (folded) folded.open = true
    light(reasonsOf(named))
  }
  addEventListener('hashchange', follow)
  follow()
}
