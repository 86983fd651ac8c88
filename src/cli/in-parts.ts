import { fork } from 'node:child_process'

/** What a process says while it works. */
export type PartMessage<T> = { progress: number } | { result: T }

/**
 * Runs a file in one process for each part of the work, and gathers what they say. Each gets its part as its first message,
 * sends `progress` as often as it likes and `result` once.
 * @param progress is called with the sum of all that was sent as progress.
 * @returns the results, in the order of the parts.
 * @throws {Error} when a process ends without a result.
 */
export function inParts<I, T>(module: URL, parts: readonly I[], progress: (done: number) => void): Promise<T[]> {
  let done = 0
  return Promise.all(
    parts.map(
      (part, index) =>
        new Promise<T>((resolve, failed) => {
          const child = fork(module, ['--part'], { serialization: 'advanced' })
          let result: { value: T } | undefined
          child.on('message', (said: PartMessage<T>) => {
            if ('result' in said) result = { value: said.result }
            else {
              done += said.progress
              progress(done)
            }
          })
          child.on('error', failed)
          child.on('exit', (code) =>
            result
              ? resolve(result.value)
              : failed(new Error(`part ${index + 1} of ${parts.length} ended with ${code}`)),
          )
          child.send(part as never)
        }),
    ),
  )
}

/** Does one part of the work, in a process that `inParts` started; does nothing in any other. */
export function doPart<I, T>(work: (part: I, progress: (done: number) => void) => Promise<T>): void {
  if (!process.send || process.argv[2] !== '--part') return
  const send = (message: PartMessage<T>, then = () => {}) => process.send?.(message, then)
  process.once('message', async (part) => {
    const result = await work(part as I, (progress) => send({ progress }))
    send({ result }, () => process.disconnect())
  })
}
