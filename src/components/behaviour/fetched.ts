const answers = new Map<string, Promise<unknown>>()

/**
 * A JSON file of this site, fetched once.
 * @throws {Error} where it is not there; the next call asks again.
 */
export function fetched<T>(address: string): Promise<T> {
  const known = answers.get(address)
  if (known) return known as Promise<T>
  const asked = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address} gives ${answer.status}`)
    return answer.json() as Promise<T>
  })
  answers.set(address, asked)
  asked.catch(() => answers.delete(address))
  return asked
}
