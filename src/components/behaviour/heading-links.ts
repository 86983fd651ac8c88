// Every heading with an id becomes a link to itself, so that a reader can copy the address of a section. The text stays
// the name of the heading, and nothing moves.
for (const heading of document.querySelectorAll<HTMLElement>('main :is(h2, h3)[id]')) {
  if (heading.querySelector('a, button')) continue
  const link = document.createElement('a')
  link.className = 'heading-link'
  link.href = `#${heading.id}`
  link.append(...heading.childNodes)
  heading.append(link)
}
